import HTTPModel
import Hashing
import JSONModel
import SecretDetection

/// What a value holds where it is no plain text.
enum NestedValue {
  case json(JSONDocument)
  case form
  case markup
  /// Text with percent escapes that its place did not undo: JSON, a URL or items inside items.
  case percent([UInt8])
  /// Text in Base64, decoded; of the other alphabet where `isURLSafe`.
  case base64([UInt8], isURLSafe: Bool, isPadded: Bool)

  init?(_ bytes: [UInt8], _ role: ValueRole) {
    guard let first = bytes.first(where: { $0 > 32 }) else { return nil }
    switch first {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""):
      guard bytes.count > 2, let document = try? JSONDocument(parsing: bytes, limits: JSONLimits(depth: 64)),
        document.root.count > 0 || document.root.kind == .string
      else { return nil }
      self = .json(document)
    case UInt8(ascii: "<"):
      guard bytes.count > 6, bytes.last(where: { $0 > 32 }) == UInt8(ascii: ">") else { return nil }
      self = .markup
    default:
      if NestedValue.isForm(bytes) {
        self = .form
      } else if let text = NestedValue.unescaped(bytes) {
        self = .percent(text)
      } else if bytes.count >= 16, bytes.withUnsafeBufferPointer(NestedValue.mayBeBase64),
        let base64 = NestedValue.decoded(bytes)
      {
        self = base64
      } else {
        return nil
      }
    }
  }

  /// Whether the bytes may be one, told without reading them closely.
  static func isPossible(_ bytes: UnsafeBufferPointer<UInt8>, _ glance: TextGlance) -> Bool {
    guard let first = bytes.first(where: { $0 > 32 }) else { return false }
    switch first {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "<"): return true
    default:
      return glance.hasItems || glance.hasURLMark && bytes.contains(UInt8(ascii: "%"))
        || glance.isBase64 && bytes.count >= 16 && mayBeBase64(bytes)
    }
  }

  /// Whether all could be Base64 and the beginning of it is text.
  private static func mayBeBase64(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var bits: UInt32 = 0, held: UInt32 = 0, text = TextStart()
    for (index, byte) in bytes.enumerated() {
      let value: UInt32
      switch byte {
      case 65...90: value = UInt32(byte) - 65
      case 97...122: value = UInt32(byte) - 71
      case 48...57: value = UInt32(byte) + 4
      case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
      case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
      case UInt8(ascii: "="): value = 0
      default: return false
      }
      guard index < 32, byte != UInt8(ascii: "=") else { continue }
      bits = bits << 6 | value
      held += 6
      guard held >= 8 else { continue }
      held -= 8
      text.add(UInt8(truncatingIfNeeded: bits >> held))
      if !text.isPossible { return false }
    }
    return true
  }

  /// Bytes that may be the start of a text in UTF-8.
  private struct TextStart {
    private(set) var isPossible = true
    /// How many bytes are to come of a scalar.
    private var missing = 0

    mutating func add(_ byte: UInt8) {
      if missing > 0 || (0x80..<0xC2).contains(byte) {
        isPossible = isPossible && missing > 0 && byte & 0xC0 == 0x80
        missing -= 1
        return
      }
      switch byte {
      case 9, 10, 13, 32..<127: break
      case 0xC2..<0xE0: missing = 1
      case 0xE0..<0xF0: missing = 2
      case 0xF0..<0xF5: missing = 3
      default: isPossible = false
      }
    }
  }

  /// `a=1&b=2`: names of letters, no blank anywhere.
  private static func isForm(_ bytes: [UInt8]) -> Bool {
    guard bytes.count <= 1 << 20, bytes.contains(UInt8(ascii: "&")), bytes.contains(UInt8(ascii: "=")) else {
      return false
    }
    return bytes.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false).allSatisfy { item in
      guard let equals = item.firstIndex(of: UInt8(ascii: "=")), equals > item.startIndex else { return false }
      return item[..<equals].allSatisfy { "-_.~%[]+".utf8.contains($0) || isAlphanumeric($0) }
        && item.allSatisfy { $0 > 32 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "<") }
    }
  }

  /// Nil where it is no whole value in escapes: these hide a brace, a quote, or two slashes.
  private static func unescaped(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count <= 1 << 20, bytes.first != UInt8(ascii: "/"), bytes.contains(UInt8(ascii: "%")),
      !bytes.contains(where: { $0 <= 32 || $0 >= 127 || "\"<>{}&=?".utf8.contains($0) })
    else { return nil }
    let text = PercentEncoding.decoded(bytes)
    let isURL =
      bytes[...].firstIndex(of: Array("://".utf8)) == nil && text[...].firstIndex(of: Array("://".utf8)) != nil
      || text.first == UInt8(ascii: "/")
    guard text.first == UInt8(ascii: "{") || text.first == UInt8(ascii: "[") || isURL,
      String(validating: text, as: UTF8.self) != nil
    else { return nil }
    return text
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || byte | 32 >= 97 && byte | 32 <= 122
  }

  /// Only what reads as text that holds something: names with values, members, elements.
  private static func decoded(_ bytes: [UInt8]) -> NestedValue? {
    guard (16...4 << 20).contains(bytes.count) else { return nil }
    let padding = bytes.suffix(2).count { $0 == UInt8(ascii: "=") }
    var plain: [UInt8] = []
    let isURLSafe = bytes.contains(UInt8(ascii: "-")) || bytes.contains(UInt8(ascii: "_"))
    for byte in bytes.dropLast(padding) {
      switch byte {
      case UInt8(ascii: "-") where isURLSafe: plain.append(UInt8(ascii: "+"))
      case UInt8(ascii: "_") where isURLSafe: plain.append(UInt8(ascii: "/"))
      case UInt8(ascii: "+"), UInt8(ascii: "/"), 48...57, 65...90, 97...122: plain.append(byte)
      default: return nil
      }
    }
    plain += [UInt8](repeating: UInt8(ascii: "="), count: (4 - plain.count % 4) % 4)
    guard let text = Base64.decode(plain), isText(text), String(validating: text, as: UTF8.self) != nil,
      text.contains(where: { "=:{<".utf8.contains($0) })
    else { return nil }
    return .base64(text, isURLSafe: isURLSafe, isPadded: padding > 0 || bytes.count % 4 == 0)
  }

  private static func isText(_ bytes: [UInt8]) -> Bool {
    bytes.allSatisfy { $0 >= 32 && $0 != 127 || $0 == 9 || $0 == 10 || $0 == 13 }
  }
}

extension Redaction {
  struct Inside {
    var bytes: [UInt8]
    var isChanged: Bool
  }

  /// Nil where it turns out to be none.
  mutating func inside(_ kind: NestedValue, _ bytes: [UInt8]) -> Inside? {
    switch kind {
    case .json(let document):
      let new = json(document)
      return Inside(bytes: new ?? bytes, isChanged: new != nil)
    case .form:
      let new = items(bytes, .form)
      return Inside(bytes: new ?? bytes, isChanged: new != nil)
    case .markup:
      let new = markup(bytes)
      return Inside(bytes: new ?? bytes, isChanged: new != nil)
    case .percent(let text):
      let new = value(text, .text)
      return Inside(bytes: new.map { Redaction.escaped($0, as: bytes) } ?? bytes, isChanged: new != nil)
    case .base64(let text, let isURLSafe, let isPadded):
      let before = mark
      guard let new = value(text, .text) else { return nil }
      if side == .sent, let inner = names(since: before) {
        // Inside it a placeholder could not be found again.
        undo(to: before)
        var found = Found(bytes.indices, inner, "structure:base64")
        found.isData = true
        return replaced([found], in: bytes, context(.text, [])).map { Inside(bytes: $0, isChanged: true) }
      }
      var coded = Array(Base64.encode(new).utf8)
      if !isPadded { while coded.last == UInt8(ascii: "=") { coded.removeLast() } }
      if isURLSafe {
        coded = coded.map {
          $0 == UInt8(ascii: "+") ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0
        }
      }
      return Inside(bytes: coded, isChanged: true)
    }
  }
}
