import HTTPModel
import Hashing
import JSONModel
import SecretDetection

/// What a value holds where it is no plain text.
enum NestedValue {
  case json(JSONDocument)
  case form
  case markup
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
      } else if let base64 = NestedValue.decoded(bytes) {
        self = base64
      } else {
        return nil
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

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || byte | 32 >= 97 && byte | 32 <= 122
  }

  /// Only what reads as text that holds something: names with values, members, elements.
  private static func decoded(_ bytes: [UInt8]) -> NestedValue? {
    guard (16...4 << 20).contains(bytes.count) else { return nil }
    var plain: [UInt8] = []
    let isURLSafe = bytes.contains(UInt8(ascii: "-")) || bytes.contains(UInt8(ascii: "_"))
    let padding = bytes.suffix(2).count { $0 == UInt8(ascii: "=") }
    for byte in bytes.dropLast(padding) {
      switch byte {
      case UInt8(ascii: "-") where isURLSafe: plain.append(UInt8(ascii: "+"))
      case UInt8(ascii: "_") where isURLSafe: plain.append(UInt8(ascii: "/"))
      case UInt8(ascii: "+"), UInt8(ascii: "/"), 48...57, 65...90, 97...122: plain.append(byte)
      default: return nil
      }
      // Of a picture one need not read more.
      if plain.count == 32, !NestedValue.isText(Base64.decode(plain) ?? [0]) { return nil }
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
