import JSONModel
import RecordReplay

/// What a user can say of redaction beside profiles: `--secrets FILE`, `--personal NAMES`.
enum RedactionOptions {
  static let declarations = [
    OptionDeclaration(
      "secrets", value: "FILE", help: "JSON of values that are secret anywhere"),
    OptionDeclaration(
      "personal", value: "NAMES", help: "pseudonyms for these, too: email,name"),
  ]

  static func session(
    _ arguments: Arguments, for command: String, _ apis: [API], key: PseudonymKey
  ) throws -> RedactionSession {
    let names = arguments.value("personal").map { $0.split(separator: ",").map(String.init) } ?? []
    var session = RedactionSession(key: key, personal: names)
    guard let path = arguments.value("secrets") else { return session }
    let next = "tapedeck \(command) --help"
    let document = try InputFile(secrets: path, for: "\(command): --secrets", next: next).json(next: next)
    var values: [(name: String, value: String)] = []
    collect(document.root, "secret", into: &values)
    for api in apis { session.learn(values, api: api.name) }
    return session
  }

  private static func collect(_ place: JSONCursor, _ name: String, into values: inout [(name: String, value: String)]) {
    switch place.kind {
    case .object: for member in place.members { collect(member.value, member.key.text, into: &values) }
    case .array: for element in place.elements { collect(element, name, into: &values) }
    // A shorter one would be found in too many words.
    case .string: if let text = place.string, text.utf8.count >= 6 { values.append((name, text)) }
    case .null, .bool, .number: break
    }
  }
}
