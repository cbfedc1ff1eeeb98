#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A pattern of nothing but characters, perhaps tied to the beginning or the end: `^/v1/`, `\.json$`, `id`.
struct LiteralPattern: Sendable {
  private let bytes: [UInt8]
  private let atStart: Bool, atEnd: Bool

  init?(_ node: PatternNode) {
    var parts: ArraySlice<PatternNode> = if case .sequence(let parts) = node { parts[...] } else { [node] }
    atStart = parts.first == .start
    if atStart { parts.removeFirst() }
    atEnd = parts.last == .end
    if atEnd { parts.removeLast() }
    var text = String.UnicodeScalarView()
    for part in parts {
      guard case .character(let value) = part, let scalar = Unicode.Scalar(value) else { return nil }
      text.append(scalar)
    }
    bytes = Array(String(text).utf8)
    // Looking for a long one anywhere may look at each byte that often.
    guard atStart || atEnd || bytes.count <= 32 else { return nil }
  }

  func isIn(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let count = bytes.count
    guard text.count >= count else { return false }
    if atStart, atEnd, text.count != count { return false }
    guard count > 0, let base = text.baseAddress else { return !(atStart && atEnd) || text.isEmpty }
    return bytes.withUnsafeBytes { literal in
      guard let literal = literal.baseAddress else { return false }
      if atStart { return memcmp(base, literal, count) == 0 }
      if atEnd { return memcmp(base + (text.count - count), literal, count) == 0 }
      let first = Int32(bytes[0]), last = text.count - count
      var place = 0
      while place <= last, let found = memchr(base + place, first, last - place + 1) {
        if memcmp(found, literal, count) == 0 { return true }
        place = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
      }
      return false
    }
  }
}
