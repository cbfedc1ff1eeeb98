#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads a text into nodes, in one pass and without recursion.
struct JSONParser {
  private let base: UnsafePointer<UInt8>
  private let count: Int
  private let depthLimit: Int
  private var offset = 0
  private var nodes: [JSONNode] = []
  /// Indices of the arrays and objects that are open.
  private var open: [Int] = []
  private var depth = 0

  struct Stop: Error {
    let kind: JSONSyntaxError.Kind
    let offset: Int
  }

  /// And how many arrays and objects are inside each other at most.
  static func nodes(_ bytes: [UInt8], limits: JSONLimits) throws(Stop) -> (nodes: [JSONNode], depth: Int) {
    guard bytes.count <= limits.bytes else { throw Stop(kind: .tooLong(limit: limits.bytes), offset: limits.bytes) }
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<(nodes: [JSONNode], depth: Int), Stop> in
      guard let base = buffer.baseAddress, !buffer.isEmpty else { return .failure(Stop(kind: .empty, offset: 0)) }
      var parser = JSONParser(base: base, count: buffer.count, depthLimit: limits.depth)
      do throws(Stop) {
        try parser.document()
        return .success((parser.nodes, parser.depth))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private init(base: UnsafePointer<UInt8>, count: Int, depthLimit: Int) {
    self.base = base
    self.count = count
    self.depthLimit = depthLimit
    nodes.reserveCapacity(count / 12 + 4)
    open.reserveCapacity(min(count, 16))
  }

  private mutating func document() throws(Stop) {
    if count >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF { throw Stop(kind: .byteOrderMark, offset: 0) }
    skipBlanks()
    if offset == count { throw Stop(kind: .empty, offset: offset) }
    try value()
    while let container = open.last { try member(of: container) }
    skipBlanks()
    if offset < count { throw Stop(kind: .trailingBytes, offset: offset) }
  }

  /// Reads what comes next inside the innermost open container: its end, or a separator and a value.
  private mutating func member(of container: Int) throws(Stop) {
    skipBlanks()
    let byte = try peek()
    let isObject = nodes[container].packed & 7 == UInt32(JSONKind.object.rawValue)
    let isFirst = nodes[container].packed >> 4 == 0
    if byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
      offset += 1
      nodes[container].end = UInt32(offset)
      nodes[container].next = UInt32(nodes.count)
      open.removeLast()
      return
    }
    if !isFirst {
      guard byte == UInt8(ascii: ",") else { throw Stop(kind: .unexpectedByte(byte), offset: offset) }
      offset += 1
      skipBlanks()
      let following = try peek()
      if following == UInt8(ascii: "}") || following == UInt8(ascii: "]") {
        throw Stop(kind: .trailingComma, offset: offset)
      }
    }
    nodes[container].packed &+= 16
    if isObject {
      let quote = try peek()
      guard quote == UInt8(ascii: "\"") else { throw Stop(kind: .unexpectedByte(quote), offset: offset) }
      try string()
      skipBlanks()
      let colon = try peek()
      guard colon == UInt8(ascii: ":") else { throw Stop(kind: .unexpectedByte(colon), offset: offset) }
      offset += 1
      skipBlanks()
    }
    try value()
  }

  private mutating func value() throws(Stop) {
    let byte = try peek()
    switch byte {
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "{"): try begin(.object)
    case UInt8(ascii: "["): try begin(.array)
    case UInt8(ascii: "t"): try literal("true", .bool)
    case UInt8(ascii: "f"): try literal("false", .bool)
    case UInt8(ascii: "n"): try literal("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
    default:
      let isLetter = (byte | 32) >= UInt8(ascii: "a") && (byte | 32) <= UInt8(ascii: "z")
      throw Stop(kind: isLetter ? .badLiteral : .unexpectedByte(byte), offset: offset)
    }
  }

  private mutating func begin(_ kind: JSONKind) throws(Stop) {
    guard open.count < depthLimit else { throw Stop(kind: .tooDeep(limit: depthLimit), offset: offset) }
    open.append(nodes.count)
    depth = max(depth, open.count)
    append(kind, from: offset, to: offset)
    offset += 1
  }

  private mutating func append(_ kind: JSONKind, from start: Int, to end: Int, hasEscapes: Bool = false) {
    nodes.append(
      JSONNode(
        start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
        next: UInt32(truncatingIfNeeded: nodes.count + 1), packed: UInt32(kind.rawValue) | (hasEscapes ? 8 : 0)))
  }

  private func peek() throws(Stop) -> UInt8 {
    if offset < count { return base[offset] }
    throw Stop(kind: .unexpectedEnd, offset: offset)
  }

  private mutating func skipBlanks() {
    while offset < count {
      let byte = base[offset]
      guard byte == 32 || byte == 10 || byte == 13 || byte == 9 else { return }
      offset += 1
    }
  }

  private mutating func literal(_ word: StaticString, _ kind: JSONKind) throws(Stop) {
    let start = offset
    let length = word.utf8CodeUnitCount
    guard count - start >= length, memcmp(base + start, word.utf8Start, length) == 0 else {
      throw Stop(kind: .badLiteral, offset: start)
    }
    offset += length
    append(kind, from: start, to: offset)
  }

  private mutating func number() throws(Stop) {
    let start = offset
    if base[offset] == UInt8(ascii: "-") { offset += 1 }
    guard offset < count, isDigit(base[offset]) else { throw Stop(kind: .badNumber, offset: start) }
    if base[offset] == UInt8(ascii: "0") {
      offset += 1
      if offset < count, isDigit(base[offset]) { throw Stop(kind: .leadingZero, offset: start) }
    } else {
      skipDigits()
    }
    if offset < count, base[offset] == UInt8(ascii: ".") {
      offset += 1
      guard offset < count, isDigit(base[offset]) else { throw Stop(kind: .badNumber, offset: start) }
      skipDigits()
    }
    if offset < count, base[offset] | 32 == UInt8(ascii: "e") {
      offset += 1
      if offset < count, base[offset] == UInt8(ascii: "+") || base[offset] == UInt8(ascii: "-") { offset += 1 }
      guard offset < count, isDigit(base[offset]) else { throw Stop(kind: .badNumber, offset: start) }
      skipDigits()
    }
    append(.number, from: start, to: offset)
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

  private mutating func skipDigits() { while offset < count, isDigit(base[offset]) { offset += 1 } }

  private mutating func string() throws(Stop) {
    let start = offset
    var hasEscapes = false
    offset += 1
    while true {
      skipPlain()
      guard offset < count else { throw Stop(kind: .unexpectedEnd, offset: offset) }
      let byte = base[offset]
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        append(.string, from: start, to: offset, hasEscapes: hasEscapes)
        return
      case UInt8(ascii: "\\"):
        hasEscapes = true
        try escape()
      case 0..<32: throw Stop(kind: .controlInString(byte), offset: offset)
      default:
        let length = UTF8Sequence.length(base + offset, available: count - offset)
        if length == 0 { throw Stop(kind: .notUTF8, offset: offset) }
        offset += length
      }
    }
  }

  /// Goes on to the next byte that ends the string, escapes, is a control or begins a sequence of several bytes.
  private mutating func skipPlain() {
    let raw = UnsafeRawPointer(base)
    while offset &+ 8 <= count {
      let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      let ones: UInt64 = 0x0101_0101_0101_0101
      let high: UInt64 = 0x8080_8080_8080_8080
      let quote = word ^ 0x2222_2222_2222_2222
      let slash = word ^ 0x5C5C_5C5C_5C5C_5C5C
      let special =
        (word &- 0x2020_2020_2020_2020) & ~word | (quote &- ones) & ~quote | (slash &- ones) & ~slash | word
      let found = special & high
      if found != 0 {
        offset &+= UInt64(littleEndian: found).trailingZeroBitCount >> 3
        return
      }
      offset &+= 8
    }
    while offset < count {
      let byte = base[offset]
      if byte < 32 || byte >= 128 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
      offset &+= 1
    }
  }

  private mutating func escape() throws(Stop) {
    let start = offset
    guard offset + 1 < count else { throw Stop(kind: .unexpectedEnd, offset: count) }
    switch base[offset + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      offset += 2
    case UInt8(ascii: "u"):
      guard count - offset >= 6 else { throw Stop(kind: .unexpectedEnd, offset: count) }
      for index in 2..<6 where hexadecimalValue(base[offset + index]) == nil {
        throw Stop(kind: .badEscape, offset: start)
      }
      offset += 6
    default: throw Stop(kind: .badEscape, offset: start)
    }
  }
}

func hexadecimalValue(_ byte: UInt8) -> UInt32? {
  switch byte {
  case 48...57: UInt32(byte - 48)
  case 65...70: UInt32(byte - 55)
  case 97...102: UInt32(byte - 87)
  default: nil
  }
}
