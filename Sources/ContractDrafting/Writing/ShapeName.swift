/// What a schema is called that becomes a component, by the way to it in the draft.
enum ShapeName {
  /// Members that say nothing of what is in them.
  private static let general: Set<String> = [
    "attributes", "body", "content", "data", "entries", "items", "object", "payload", "result", "results", "value",
    "values",
  ]

  /// `Customer`, `UnitPrice`, `LicenseAttributes`; of a whole body `CustomerResponse`, `CustomerRequest` or `Error`.
  static func name(_ way: [String]) -> String {
    let subject = subject(way)
    guard let schema = way.firstIndex(of: "schema") else { return capitalized(subject) }
    var rest = way[(schema + 1)...], isElement = false
    while rest.last == "items" || rest.last == "additionalProperties" {
      isElement = true
      rest = rest.dropLast()
    }
    guard let member = rest.last, rest.count > 1 else { return bodyName(way, subject) + (isElement ? "Item" : "") }
    let name = isElement ? PathTemplates.singular(member) : member
    if !general.contains(member.lowercased()) { return capitalized(name) }
    return capitalized(subject) + (member.lowercased() == "data" ? "" : capitalized(name))
  }

  private static func bodyName(_ way: [String], _ subject: String) -> String {
    if way.contains("requestBody") { return capitalized(subject) + (way.first == "webhooks" ? "Event" : "Request") }
    let status = way.firstIndex(of: "responses").flatMap { way.indices.contains($0 + 1) ? way[$0 + 1] : nil } ?? ""
    return status.utf8.first.map { $0 == UInt8(ascii: "4") || $0 == UInt8(ascii: "5") } ?? false
      ? "Error" : capitalized(subject) + "Response"
  }

  /// The last fixed segment of the path, or what an event is about.
  private static func subject(_ way: [String]) -> String {
    guard way.count > 1 else { return "" }
    if way[0] == "webhooks" { return String(way[1].prefix { $0 != "." }) }
    let segments = way[1].split(separator: "/").filter { !$0.contains("{") }
    return PathTemplates.singular(segments.last.map(String.init) ?? "")
  }

  /// `GET /customers, response 200`, as a comment says where a schema was seen.
  static func place(_ way: [String]) -> String {
    guard way.count > 2 else { return way.joined(separator: " ") }
    let operation = way[0] == "webhooks" ? "webhook \(way[1])" : "\(way[2].uppercased()) \(way[1])"
    guard way.count > 4, way[3] == "responses" else { return operation }
    return "\(operation), response \(way[4])"
  }

  /// `unit_price` and `unit-price` as `UnitPrice`: ASCII letters and digits only, as names of components may have.
  private static func capitalized(_ text: String) -> String {
    var name = "", isStart = true
    for byte in text.utf8 {
      let isLetter = (97...122).contains(byte | 32), isDigit = (48...57).contains(byte)
      guard isLetter || isDigit else {
        isStart = true
        continue
      }
      name += String(UnicodeScalar(isStart && isLetter ? byte & ~32 : byte))
      isStart = false
    }
    return name.isEmpty ? "Object" : name
  }
}
