import HTTPModel
import Hashing
import JSONModel

/// A value in a place, and whether it is a credential: a row of `../shared/redaction`, or of a corpus of the project's own.
public struct LabelledValue: Sendable {
  /// `header`, `query`, `path`, `json`, `form`, `multipart`, `xml`, `text`, `cookie` or `jsonInString`.
  public let place: String
  public let name: String, value: String, why: String
  public let isSecret: Bool
  /// What of the value must not stay.
  public let pieces: [String]

  public var title: String { "\(place) \(name) \(why): \(value.prefix(60))" }

  /// The rows of `given.jsonl`.
  public static func given() throws -> [LabelledValue] {
    try SharedFiles.bytes("redaction/given.jsonl").split(separator: UInt8(ascii: "\n")).map { line in
      let row = try JSONValue(parsing: Array(line))
      func text(_ name: String) -> String { row[name]?.text ?? "" }
      return LabelledValue(
        place: text("place"), name: text("name"), value: text("value"), why: text("why"),
        isSecret: row["isSecret"] == true, pieces: row["secret"]?.array?.compactMap(\.text) ?? [text("value")])
    }
  }

  /// A row a line: `S` or `H`, place, name, value and why, with ` ¦ ` or `¦` between them. `‹a24›` in a value is drawn: so
  /// many letters of a kind; what is to go of a secret stands in `⟦ ⟧`, where that is not all of it; `␤` is a line end.
  public static func rows(_ text: String, seed: UInt64) -> [LabelledValue] {
    var draw = Draw(random: SeededGenerator(seed: seed))
    return text.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "¦", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 5 else { return nil }
      let marked = draw.filled(parts[3]).replacing("␤", with: "\n")
      let pieces = marked.split(separator: "⟦", omittingEmptySubsequences: false).dropFirst()
        .map { String($0.prefix { $0 != "⟧" }) }
      let value = marked.filter { $0 != "⟦" && $0 != "⟧" }
      return LabelledValue(
        place: parts[1], name: parts[2], value: value, why: parts[4], isSecret: parts[0] == "S",
        pieces: pieces.isEmpty ? [value] : pieces)
    }
  }

  /// Fills in what is drawn.
  private struct Draw {
    var random: SeededGenerator

    private static let small = "abcdefghijklmnopqrstuvwxyz", capital = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    private static let digits = "0123456789"
    private static let letters: [Character: [Character]] = [
      "h": Array(digits + "abcdef"), "H": Array(digits + "ABCDEF"), "a": Array(small + capital + digits),
      "l": Array(small + digits), "d": Array(digits), "b": Array(small + capital + digits + "+/"),
      "u": Array(small + capital + digits + "-_"), "t": Array(small + "234567"), "T": Array(capital + "234567"),
      "C": Array(capital + digits), "k": Array("0123456789abcdefghjkmnpqrstvwxyz"),
    ]
    private static let words = [
      "copper", "lantern", "velvet", "harbor", "quartz", "meadow", "orbit", "tulip", "ember", "walnut", "saddle",
      "thunder", "pebble", "cobalt",
    ]

    mutating func filled(_ text: String) -> String {
      var result = "", rest = text[...]
      while let open = rest.firstIndex(of: "‹"), let close = rest[open...].firstIndex(of: "›") {
        result += rest[..<open] + drawn(rest[rest.index(after: open)..<close])
        rest = rest[rest.index(after: close)...]
      }
      return result + rest
    }

    /// `h32`, `a24`: so many letters; `U` a UUID, `W` a word, `J` a token, `B:…` Base64.
    private mutating func drawn(_ what: Substring) -> String {
      guard let kind = what.first else { return "" }
      switch kind {
      case "U": return [8, 4, 4, 4, 12].map { run("h", $0) }.joined(separator: "-")
      case "W": return random.pick(Draw.words)
      case "J":
        let claims = "{\"sub\":\"\(run("d", 9))\",\"iat\":17\(run("d", 8))}"
        return "\(Draw.unpadded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")).\(Draw.unpadded(claims)).\(run("u", 43))"
      case "B":
        return Base64.encode(
          Array(filled(String(what.dropFirst(2)).replacing("{", with: "‹").replacing("}", with: "›")).utf8))
      default: return run(kind, Int(what.dropFirst()) ?? 0)
      }
    }

    private mutating func run(_ kind: Character, _ count: Int) -> String {
      guard let letters = Draw.letters[kind] else { return "" }
      return String((0..<count).map { _ in random.pick(letters) })
    }

    private static func unpadded(_ text: String) -> String {
      String(
        Base64.encode(Array(text.utf8)).filter { $0 != "=" }.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
    }
  }
}
