import HTTPModel
import JSONModel
import RecordReplay
import TestSupport

/// How a cassette keeps its interactions.
enum StoreForm: CaseIterable {
  case files, packed
  /// Every second one packed.
  case mixed

  /// A cassette with these interactions by name, as text of their files.
  func written(_ interactions: [(name: String, text: String)]) throws -> WrittenCassette {
    var files: [String: String] = [:]
    var lines = ""
    for (index, (name, text)) in interactions.enumerated() {
      if self == .files || (self == .mixed && index.isMultiple(of: 2)) {
        files["\(name).json"] = text
      } else {
        lines += try Self.line(name, text) + "\n"
      }
    }
    if self != .files { files["interactions.jsonl"] = lines }
    return try WrittenCassette(files)
  }

  /// A file's JSON with the name, on one line.
  static func line(_ name: String, _ text: String) throws -> String {
    let members = try JSONValue(parsing: text).object ?? JSONObject()
    let named = [(key: "name", value: JSONValue.string(name))] + members.map { (key: $0.key.text, value: $0.value) }
    return JSONValue.object(JSONObject(named.map { ($0.key, $0.value) })).text()
  }
}

extension Replayer {
  func outcome(_ request: Request) async -> Outcome { await respond(to: request).outcome }
}

extension Body {
  var bytesAtHand: [UInt8]? { if case .bytes(let bytes) = self { bytes } else { nil } }
}
