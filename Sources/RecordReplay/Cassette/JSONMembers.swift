import HTTPModel
import JSONModel

/// What a file of ours must not look like, and where.
struct ShapeError: Error {
  let place: SourcePlace
  /// It names the place's pointer where that helps.
  let text: String
}

/// Reads an object member by member. What nobody asked for is an error, so that a misspelt member is never silence.
struct JSONMembers {
  let place: JSONCursor
  private var unread: [JSONMember]

  init(_ place: JSONCursor) throws(ShapeError) {
    guard place.kind == .object else { throw place.wrongKind("an object") }
    self.place = place
    unread = Array(place.members)
    if let member = place.repeatedMember {
      throw ShapeError(place: member.keyPlace, text: "the member \"\(member.key.text)\" is duplicated")
    }
  }

  mutating func optional(_ name: String) -> JSONCursor? {
    guard let index = unread.firstIndex(where: { $0.isNamed(name) }) else { return nil }
    return unread.remove(at: index).value
  }

  mutating func required(_ name: String) throws(ShapeError) -> JSONCursor {
    guard let value = optional(name) else {
      throw ShapeError(place: place.place, text: "\(place.name) is missing the member \"\(name)\"")
    }
    return value
  }

  mutating func string(_ name: String) throws(ShapeError) -> String? {
    guard let value = optional(name) else { return nil }
    return try value.requireString()
  }

  mutating func strings(_ name: String) throws(ShapeError) -> [String] {
    guard let value = optional(name) else { return [] }
    return try value.list { element throws(ShapeError) in try element.requireString() }
  }

  /// Throws for the first member that was not asked for.
  func finish() throws(ShapeError) {
    guard let member = unread.first else { return }
    throw ShapeError(place: member.keyPlace, text: "\(place.name) has no member \"\(member.key.text)\"")
  }
}

extension JSONCursor {
  /// As it is put in a sentence.
  var name: String {
    let pointer = pointer.description
    return pointer.isEmpty ? "the file" : pointer
  }

  func wrongKind(_ wanted: String) -> ShapeError {
    ShapeError(place: place, text: "\(name) is \(kind), it must be \(wanted)")
  }

  func wrong(_ reason: String) -> ShapeError { ShapeError(place: place, text: "\(name) \(reason)") }

  func requireString() throws(ShapeError) -> String {
    guard let string else { throw wrongKind("a string") }
    return string
  }

  func requireBool() throws(ShapeError) -> Bool {
    guard let bool else { throw wrongKind("true or false") }
    return bool
  }

  func requireInt(in range: ClosedRange<Int>) throws(ShapeError) -> Int {
    guard kind == .number else { throw wrongKind("a number") }
    guard let int, range.contains(int) else {
      throw wrong("must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return int
  }

  func list<Element>(_ read: (JSONCursor) throws(ShapeError) -> Element) throws(ShapeError) -> [Element] {
    guard kind == .array else { throw wrongKind("an array") }
    var result: [Element] = []
    for element in elements { result.append(try read(element)) }
    return result
  }

  /// One of an enum's raw values.
  func requireCase<Value: RawRepresentable & CaseIterable>(_: Value.Type) throws(ShapeError) -> Value
  where Value.RawValue == String {
    let text = try requireString()
    guard let value = Value(rawValue: text) else {
      throw wrong("is \"\(text)\", it must be one of \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return value
  }
}
