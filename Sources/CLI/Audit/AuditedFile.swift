import Hashing
import JSONModel
import Reporting
import SecretDetection

/// One file, searched for credentials: JSON and lines of JSON member by member, everything else as a text.
struct AuditedFile {
  /// As it is printed.
  let path: String
  private let bytes: [UInt8]
  private let listed: ListedStandIns
  private let detector = SecretDetector()

  /// Nil for a file that holds no text: one with a NUL near its beginning. `listed` stand in it for something else.
  init?(_ path: String, _ bytes: [UInt8], listed: ListedStandIns) {
    if bytes.prefix(8_192).contains(0) { return nil }
    self.path = path
    self.bytes = bytes
    self.listed = listed
  }

  /// In the order of their places; a place is named once.
  func findings(atLeast confidence: Detection.Confidence) -> [AuditFinding] {
    var seen: Set<Int> = []
    var columns = UTF16Columns(bytes)
    return found.filter { $0.detection.confidence >= confidence && !listed.cover($0.value) }
      .sorted { $0.position < $1.position }
      .filter { seen.insert($0.position.offset).inserted }
      .map { finding($0, utf16Column: columns.column(of: $0.position)) }
  }

  private var looksLikeJSON: Bool {
    let first = bytes.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  private var found: [FoundCredential] {
    guard looksLikeJSON else { return texts() }
    if let document = try? JSONDocument(parsing: bytes) { return JSONAudit(detector).findings(in: document) }
    return lines() ?? texts()
  }

  /// Of a file of which each line is JSON; nil for another.
  private func lines() -> [FoundCredential]? {
    var found: [FoundCredential] = []
    var start = 0, number = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      if bytes[start..<end].contains(where: { !" \t\r".utf8.contains($0) }) {
        guard let document = try? JSONDocument(parsing: Array(bytes[start..<end])) else { return nil }
        found += JSONAudit(detector).findings(in: document).map { $0.moved(lines: number, bytes: start) }
      }
      start = end + 1
      number += 1
    }
    return found
  }

  private func texts() -> [FoundCredential] {
    let found = detector.detections(inText: bytes)
    guard !found.isEmpty else { return [] }
    let lines = LineStarts(bytes)
    return found.map { detection in
      FoundCredential(
        detection: detection, value: Array(bytes[detection.range]),
        position: lines.position(of: detection.range.lowerBound))
    }
  }

  private func finding(_ found: FoundCredential, utf16Column: Int) -> AuditFinding {
    let detection = found.detection
    let identity = Array("\(detection.rule)\u{0}\(path)\u{0}".utf8) + found.value
    return AuditFinding(
      file: path, line: found.position.line, column: found.position.column, utf16Column: utf16Column,
      rule: detection.rule,
      confidence: detection.confidence.rawValue, masked: MaskedValue.text(found.value, rule: detection.rule),
      fingerprint: String(Digest.sha256.hex(identity).prefix(32)))
  }
}

/// A detection, with its value and its place in the file.
struct FoundCredential {
  let detection: Detection
  let value: [UInt8]
  let position: TextPosition

  /// The same in a file in which its line begins there.
  func moved(lines: Int, bytes: Int) -> FoundCredential {
    FoundCredential(
      detection: detection, value: value,
      position: TextPosition(
        line: position.line + lines, column: position.column, offset: position.offset + bytes))
  }
}

/// Where the lines of a text begin.
struct LineStarts {
  private var starts = [0]

  init(_ bytes: [UInt8]) {
    for (index, byte) in bytes.enumerated() where byte == 0x0A { starts.append(index + 1) }
  }

  func position(of offset: Int) -> TextPosition {
    var low = 0, high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return TextPosition(line: low + 1, column: offset - starts[low] + 1, offset: offset)
  }
}

/// Columns in UTF-16 code units of places that come in their order: a line is read once, however long it is.
struct UTF16Columns {
  private let bytes: [UInt8]
  private var read = 0, column = 1, line = 1

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func column(of position: TextPosition) -> Int {
    if position.line != line {
      (line, column) = (position.line, 1)
      read = position.offset - position.column + 1
    }
    guard read <= position.offset, position.offset <= bytes.count else { return position.column }
    column += String(decoding: bytes[read..<position.offset], as: UTF8.self).utf16.count
    read = position.offset
    return column
  }
}
