import JSONModel
import QueryLanguages

/// Which parts of which responses a value consists of.
indirect enum ReadOrigin: Sendable {
  /// None, or nobody keeps account.
  case none
  /// The value with all that is in it is this part of a response, given by its number in the log.
  case part(response: Int, JSONPointer)
  /// Members and elements have their own.
  case object([JSONString: ReadOrigin])
  case array([ReadOrigin])

  var isNone: Bool { if case .none = self { true } else { false } }

  func at(_ step: JSONPath.ReferenceStep) -> ReadOrigin {
    switch (self, step) {
    case (.part(let response, let pointer), .member(let name)): .part(response: response, pointer.appending(name))
    case (.part(let response, let pointer), .index(let index)): .part(response: response, pointer.appending(index))
    case (.object(let members), .member(let name)): members[JSONString(name)] ?? .none
    case (.array(let elements), .index(let index)): elements.indices.contains(index) ? elements[index] : .none
    default: .none
    }
  }

  func at(_ steps: [JSONPath.ReferenceStep]) -> ReadOrigin { steps.reduce(self) { $0.at($1) } }

  /// With one member or element of `value` from elsewhere.
  func replacing(_ step: JSONPath.ReferenceStep, with inner: ReadOrigin, in value: JSONValue?) -> ReadOrigin {
    if isNone, inner.isNone { return .none }
    switch step {
    case .member(let name):
      var members: [JSONString: ReadOrigin] = [:]
      for member in value?.object ?? JSONObject() { members[member.key] = at(.member(member.key.text)) }
      members[JSONString(name)] = inner
      return .object(members)
    case .index(let index):
      var elements = (value?.array ?? []).indices.map { at(.index($0)) }
      if elements.indices.contains(index) { elements[index] = inner }
      return .array(elements)
    }
  }

  /// Nothing where no member has any.
  static func members(_ members: [(JSONString, ReadOrigin)]) -> ReadOrigin {
    members.allSatisfy(\.1.isNone) ? .none : .object(Dictionary(members) { $1 })
  }

  /// Nothing where no element has any.
  static func elements(_ elements: [ReadOrigin]) -> ReadOrigin {
    elements.allSatisfy(\.isNone) ? .none : .array(elements)
  }

  /// The largest parts that the value consists of.
  var parts: [(response: Int, pointer: JSONPointer)] {
    switch self {
    case .none: []
    case .part(let response, let pointer): [(response, pointer)]
    case .object(let members):
      // In an order that is always the same.
      members.sorted { UTF16Text($0.key.text) < UTF16Text($1.key.text) }.flatMap(\.value.parts)
    case .array(let elements): elements.flatMap(\.parts)
    }
  }
}

extension ReadOrigin {
  /// Of the result of a task that succeeded.
  static func result(of response: Int, form: TaskReport.ResultForm) -> ReadOrigin {
    switch form {
    case .body: .part(response: response, JSONPointer(tokens: ["body"]))
    case .response:
      .object(
        [("Headers", "headers"), ("ResponseBody", "body"), ("StatusCode", "status"), ("StatusText", "reason")]
          .reduce(into: [:]) { members, names in
            members[JSONString(names.0)] = .part(response: response, JSONPointer(tokens: [names.1]))
          })
    }
  }

  /// Of the `{Error, Cause}` of an HTTP Task that got a status it fails on.
  static func failure(of response: Int) -> ReadOrigin {
    .object([
      JSONString("Error"): .part(response: response, JSONPointer(tokens: ["status"])),
      JSONString("Cause"): .part(response: response, JSONPointer(tokens: ["reason"])),
    ])
  }
}

/// A value and where it came from.
struct TracedValue: Sendable {
  var value: JSONValue
  var origin: ReadOrigin

  init(_ value: JSONValue, _ origin: ReadOrigin = .none) {
    self.value = value
    self.origin = origin
  }

  static let null = TracedValue(.null)
}
