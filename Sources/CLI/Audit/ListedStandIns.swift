import Files
import HTTPModel
import JSONModel
import RecordReplay

/// What the interactions of a cassette list as standing for something that was taken out: stand-ins too short to be known
/// by themselves, and pseudonyms, which look as what they stand for. Another value in the place of one is not listed.
struct ListedStandIns: Equatable {
  private var texts: Set<[UInt8]> = []
  private var bytes = 0
  /// Beyond this, in bytes, parts of texts are not looked for.
  private static let mostBytes = 256 << 10
  /// Shorter ones are parts of too much.
  private static let leastPart = 6
  /// The largest file that is read for its list, in bytes.
  private static let limit = 64 << 20

  init() {}

  /// Of all interactions in the folder; nil where it is no cassette.
  init?(cassette folder: String) {
    guard let names = try? Folder(folder).names(), names.contains(Manifest.fileName) else { return nil }
    for name in names where name.hasSuffix(".json") || name.hasSuffix(".jsonl") {
      guard let file = try? RegularFile(opening: "\(folder)/\(name)"),
        let bytes = try? file.bytes(limit: ListedStandIns.limit)
      else { continue }
      add(bytes)
    }
  }

  /// Of the cassette that the file belongs to: an interaction, or a body in a file of its own.
  init(besides path: String) {
    let folder = ListedStandIns.folder(of: path)
    self = ListedStandIns(cassette: folder) ?? ListedStandIns(cassette: ListedStandIns.folder(of: folder)) ?? Self()
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private mutating func add(_ file: [UInt8]) {
    if let document = try? JSONDocument(parsing: file) { return add(document.root) }
    for line in file.split(separator: 0x0A) {
      if let document = try? JSONDocument(parsing: Array(line)) { add(document.root) }
    }
  }

  private mutating func add(_ interaction: JSONCursor) {
    for side in ["request", "response"] {
      guard let list = interaction["captures"]?[side] else { continue }
      for capture in list.elements {
        guard let text = capture["text"]?.string.map({ Array($0.utf8) }), texts.insert(text).inserted else { continue }
        bytes += text.count
      }
    }
  }

  /// Whether the value is one, or a part of one.
  func cover(_ value: [UInt8]) -> Bool {
    if texts.isEmpty { return false }
    if texts.contains(value) || texts.contains(PercentEncoding.decoded(value)) { return true }
    guard bytes <= ListedStandIns.mostBytes, value.count >= ListedStandIns.leastPart else { return false }
    return texts.contains { $0.count > value.count && $0.firstRange(of: value) != nil }
  }
}
