import Clocks
import JSONModel
import TestSupport
import WorkflowEngine

/// One case of ../shared/conformance/asl.
struct ConformanceCase: Sendable {
  let json: JSONValue

  var id: String { json["id"]?.text ?? "" }
  var features: [String] { json["features"]?.array?.compactMap(\.text) ?? [] }
  var isJSONPath: Bool { (json["query_language"] ?? json["queryLanguage"])?.text == "JSONPath" }
  var input: JSONValue { json["input"] ?? [:] }

  /// Why the case waits for a later issue; nil where it does not.
  var reasonToWait: String? {
    if !isJSONPath || features.contains("ql:mixed") || json["queryLanguage"] == "JSONata" { return "JSONata" }
    if features.contains("state:Map") || has("\"Type\":\"Map\"") { return "Map" }
    return features.contains("field:Assign") || has("\"Assign\"") ? "variables" : nil
  }

  /// Whether the definition's text holds this.
  func has(_ text: String) -> Bool { (json["definition"] ?? .null).text().contains(text) }

  /// `2 need Map, 1 needs services`, sorted; what a score leaves out.
  static func summary(_ reasons: [String]) -> String {
    let counts = reasons.reduce(into: [:]) { counts, reason in counts[reason, default: 0] += 1 }
    return counts.sorted { $0.key < $1.key }.map { "\($0.value) need\($0.value == 1 ? "s" : "") \($0.key)" }
      .joined(separator: ", ")
  }

  static func load(_ file: String) throws -> [ConformanceCase] {
    let document = try JSONDocument(parsing: SharedFiles.bytes("conformance/asl/\(file)"))
    return document.root.elements.map { ConformanceCase(json: $0.value) }
  }

  /// Parsed anew from text, so that positions are those of a file.
  func parse() throws -> StateMachine.ParseResult {
    StateMachine.parse(
      try JSONDocument(parsing: (json["definition"] ?? .null).text()), tasks: nil,
      kind: json["type"] == "EXPRESS" ? .express : .standard)
  }

  /// Runs at the time at which the cases' dates are set.
  func run(_ tasks: any TaskHandlers, machine: StateMachine) async -> Execution {
    let clock = VirtualClock(at: Instant(millisecondsSince1970: 1_795_338_000_000))
    return await Runner(machine, tasks: tasks, clock: clock).run(input: input)
  }

  /// What differs from what AWS did; empty where nothing does.
  func differences(_ execution: Execution) -> [String] {
    let expected = json["expected"] ?? .null
    var found: [String] = []
    if expected["status"]?.text != execution.status.rawValue {
      found.append("status \(execution.status.rawValue), not \(expected["status"]?.text ?? "?")")
    }
    if let output = expected["output"], !output.admits(execution.output ?? .null) {
      found.append("output \(execution.output?.text() ?? "none"), not \(output.text())")
    }
    if expected["status"]?.text != "SUCCEEDED" {
      let error = execution.error.map { JSONValue.string($0.rawValue) } ?? .null
      if !(expected["error"] ?? .null).admits(error) { found.append("error \(error.text())") }
      var cause = execution.cause.map { JSONValue.string($0) } ?? .null
      // Where AWS's cause is an object, it was the text of one.
      if let object = expected["cause"]?.object, object["$wildcard"] == nil, let text = execution.cause,
        let parsed = try? JSONValue(parsing: text)
      {
        cause = parsed
      }
      if !(expected["cause"] ?? .null).admits(cause) {
        found.append("cause \(cause.text()), not \((expected["cause"] ?? .null).text())")
      }
    }
    return found + historyDifferences(execution)
  }

  var hasHistory: Bool {
    json["history"]?.array != nil && ["exact", "concurrent"].contains(json["history_order"]?.text)
  }

  private func historyDifferences(_ execution: Execution) -> [String] {
    guard hasHistory, let expected = json["history"]?.array?.compactMap(\.text) else { return [] }
    let types = execution.history.map(\.type)
    if json["history_order"]?.text == "concurrent" {
      return types.sorted() == expected.sorted() ? [] : ["history \(types), not \(expected) in some order"]
    }
    if types != expected { return ["history \(types), not \(expected)"] }
    let states = json["history_states"]?.array?.map(\.text)
    if let states, states != execution.history.map(\.stateName) { return ["states of the history"] }
    return stepDifferences(execution)
  }

  /// Inputs and outputs of the states, in order.
  private func stepDifferences(_ execution: Execution) -> [String] {
    guard let steps = json["steps"]?.array else { return [] }
    let events = execution.history.map { $0.json() }.compactMap { event in
      event["stateEnteredEventDetails"] ?? event["stateExitedEventDetails"]
    }
    guard steps.count == events.count else { return ["\(events.count) steps, not \(steps.count)"] }
    return zip(steps, events).flatMap { step, event in
      ["input", "output"].compactMap { member in
        guard let expected = step[member], let text = event[member]?.text else { return nil }
        let value = try? JSONValue(parsing: text)
        return value.map(expected.admits) == true ? nil : "\(member) \(text), not \(expected.text())"
      }
    }
  }
}

extension JSONValue {
  /// Whether a value is the expected one, wildcards respected.
  func admits(_ value: JSONValue) -> Bool {
    if let kind = self["$wildcard"]?.text {
      switch kind {
      case "any": return true
      case "string": return value.text != nil
      default: return value.text.map { matches(regex: self["regex"]?.text ?? "", $0) } ?? false
      }
    }
    switch (self, value) {
    case (.array(let expected), .array(let values)):
      return expected.count == values.count && zip(expected, values).allSatisfy { $0.admits($1) }
    case (.object(let expected), .object(let object)):
      return expected.count == object.count
        && expected.allSatisfy { member in
          guard let found = object[member.key.text] else { return false }
          return member.value.admits(found) || Self.isTimestamp(member)
        }
    default: return self == value
    }
  }

  /// The recorder replaced what stands under such a key.
  private static func isTimestamp(_ member: JSONObject.Member) -> Bool {
    member.key.text.lowercased().contains("timestamp") && member.value.text == "timestamp"
  }

  /// The corpus's expressions know one operator, `[\s\S]*?`, between escaped literals.
  private func matches(regex: String, _ text: String) -> Bool {
    let body = regex.dropFirst().dropLast()
    var parts: [[UInt8]] = [[]]
    var rest = Substring(body).utf8
    let gap = Array(#"[\s\S]*?"#.utf8)
    while let byte = rest.first {
      if rest.starts(with: gap) {
        parts.append([])
        rest = rest.dropFirst(gap.count)
      } else if byte == UInt8(ascii: "\\"), let escaped = rest.dropFirst().first {
        parts[parts.count - 1].append(escaped)
        rest = rest.dropFirst(2)
      } else {
        parts[parts.count - 1].append(byte)
        rest = rest.dropFirst()
      }
    }
    var remaining = Array(text.utf8)[...]
    guard parts.count > 1 else { return remaining.elementsEqual(parts[0]) }
    guard remaining.starts(with: parts[0]) else { return false }
    remaining = remaining.dropFirst(parts[0].count)
    for part in parts[1..<parts.count - 1] {
      guard let start = remaining.indices.first(where: { remaining[$0...].starts(with: part) }) else { return false }
      remaining = remaining[(start + part.count)...]
    }
    return remaining.count >= parts[parts.count - 1].count
      && remaining.reversed().starts(with: parts[parts.count - 1].reversed())
  }
}
