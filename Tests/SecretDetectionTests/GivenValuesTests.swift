import JSONModel
import SecretDetection
import TestSupport
import Testing

/// The labelled values of `../shared/redaction`, each judged as the value of its place.
@Suite(.enabled(if: SharedFiles.available))
struct GivenValuesTests {
  private struct Row {
    let place: String, name: String, value: String, why: String
    let isSecret: Bool
    let pieces: [String]

    var title: String { "\(place) \(name) \(why)" }
  }

  private func rows() throws -> [Row] {
    try SharedFiles.bytes("redaction/given.jsonl").split(separator: UInt8(ascii: "\n")).map { line in
      let row = try JSONValue(parsing: Array(line))
      func text(_ name: String) throws -> String { try #require(row[name]?.text) }
      return Row(
        place: try text("place"), name: try text("name"), value: try text("value"), why: try text("why"),
        isSecret: row["isSecret"] == true,
        pieces: try row["secret"]?.array?.map { try #require($0.text) } ?? [try text("value")])
    }
  }

  private static let roles: [String: ValueRole] = [
    "header": .header, "query": .query, "path": .path, "json": .member, "form": .form, "multipart": .part,
    "xml": .element, "text": .text, "cookie": .cookie, "jsonInString": .member,
  ]

  /// What is taken out of the value: the texts at the places found, those of JSON inside it included.
  private func taken(from row: Row) -> [String] {
    var context = ValueContext(role: Self.roles[row.place] ?? .text, host: "api.example.com", path: "/v1/things/7")
    switch row.place {
    case "text": break
    case "path":
      let path = row.name.hasPrefix("https://") ? String(row.name.dropFirst(8)) : "api.example.com" + row.name
      let before = String(path.prefix { $0 != "{" }).split(separator: "/", omittingEmptySubsequences: false)
      context.host = String(before[0])
      context.names = before.dropFirst().dropLast().map(String.init).filter { !$0.isEmpty }
      return texts(String(before.last ?? "") + row.value, context)
    case "json", "jsonInString":
      context.names = row.name.hasPrefix("/") ? row.name.split(separator: "/").map(String.init) : [row.name]
    case "xml": context.names = row.name.split(separator: "/").map(String.init)
    default: context.names = [row.name]
    }
    if let inside = try? JSONValue(parsing: row.value), inside.object != nil || inside.array != nil {
      return leaves(inside, context)
    }
    return texts(row.value, context)
  }

  private func leaves(_ value: JSONValue, _ context: ValueContext) -> [String] {
    var inner = context
    switch value {
    case .object(let object):
      inner.siblings = object.keys
      return object.flatMap { member in
        inner.names = context.names + [member.key.text]
        return leaves(member.value, inner)
      }
    case .array(let elements):
      return elements.enumerated().flatMap { index, element in
        inner.names = context.names + [String(index)]
        return leaves(element, inner)
      }
    case .string(let text): return texts(text.text, context)
    default: return []
    }
  }

  private func texts(_ value: String, _ context: ValueContext) -> [String] {
    let bytes = Array(value.utf8)
    return SecretDetector().detections(in: bytes, context).map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }

  @Test func `at least 98 percent of the secrets are found`() throws {
    let secrets = try rows().filter(\.isSecret)
    let left = secrets.filter { row in
      let taken = taken(from: row)
      // The line end behind an armour is not taken.
      let pieces = row.pieces.map { $0.hasSuffix("\n") ? String($0.dropLast()) : $0 }
      return !pieces.allSatisfy { piece in taken.contains { $0.contains(piece) } }
    }
    #expect(secrets.count == 166)
    #expect(left.map(\.title) == [])
  }

  @Test func `at most 2 percent of the harmless values are touched`() throws {
    let harmless = try rows().filter { !$0.isSecret }
    let touched = harmless.filter { !taken(from: $0).isEmpty }
    #expect(harmless.count == 195)
    #expect(touched.map { "\($0.title): \($0.value.prefix(60))" } == [])
  }
}
