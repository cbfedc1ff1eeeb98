import Hashing
import JSONModel
import Reporting
import SecretDetection

/// One file, searched for credentials: JSON member by member, everything else as a text.
struct AuditedFile {
  /// As it is printed.
  let path: String
  private let bytes: [UInt8]
  private let detector = SecretDetector()

  /// Nil for a file that holds no text: one with a NUL near its beginning.
  init?(_ path: String, _ bytes: [UInt8]) {
    if bytes.prefix(8_192).contains(0) { return nil }
    self.path = path
    self.bytes = bytes
  }

  /// In the order of their places; a place is named once.
  func findings(atLeast confidence: Detection.Confidence) -> [AuditFinding] {
    let found =
      looksLikeJSON
      ? (try? JSONDocument(parsing: bytes)).map { JSONAudit(detector).findings(in: $0) } ?? texts() : texts()
    var seen: Set<Int> = []
    var columns = UTF16Columns(bytes)
    return found.filter { $0.detection.confidence >= confidence }
      .sorted { $0.position < $1.position }
      .filter { seen.insert($0.position.offset).inserted }
      .map { finding($0, utf16Column: columns.column(of: $0.position)) }
  }

  private var looksLikeJSON: Bool {
    let first = bytes.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
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
