/// Writes JSON on one line as it is told, for what is written often and whose value nobody needs: `{"a":1,"b":[]}`, as
/// `JSONStyle.compact` has it.
///
/// Commas come by themselves. That a member's key stands before its value is for the caller to see to.
public struct JSONLine: Sendable {
  public private(set) var bytes: [UInt8] = []
  /// Whether a comma stands before what comes next.
  private var isBehindValue = false

  /// `capacity` is about how many bytes will come.
  public init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  public mutating func object(_ write: (inout JSONLine) -> Void) {
    within(UInt8(ascii: "{"), UInt8(ascii: "}"), write)
  }

  public mutating func array(_ write: (inout JSONLine) -> Void) {
    within(UInt8(ascii: "["), UInt8(ascii: "]"), write)
  }

  /// A member's key. It holds nothing that must be escaped.
  public mutating func key(_ key: StaticString) {
    begin()
    bytes.append(UInt8(ascii: "\""))
    bytes += UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  public mutating func string(_ text: String) {
    begin()
    bytes.append(UInt8(ascii: "\""))
    self.text(text)
    bytes.append(UInt8(ascii: "\""))
    isBehindValue = true
  }

  /// A string in pieces, each by `text`.
  public mutating func string(_ write: (inout JSONLine) -> Void) {
    within(UInt8(ascii: "\""), UInt8(ascii: "\""), write)
  }

  /// A piece of a string, without its escapes.
  public mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { escape($0) }
  }

  /// The same in UTF-8.
  public mutating func text(_ utf8: UnsafeBufferPointer<UInt8>) { escape(utf8) }

  public mutating func number(_ number: Int) {
    begin()
    bytes += String(number).utf8
    isBehindValue = true
  }

  public mutating func value(_ value: JSONValue) { json(value.bytes()) }

  /// A value that is written already. Trusts the caller: it is compact JSON.
  public mutating func json(_ text: [UInt8]) {
    begin()
    bytes += text
    isBehindValue = true
  }

  private mutating func within(_ start: UInt8, _ end: UInt8, _ write: (inout JSONLine) -> Void) {
    begin()
    bytes.append(start)
    write(&self)
    bytes.append(end)
    isBehindValue = true
  }

  /// Before each key and value.
  private mutating func begin() {
    if isBehindValue { bytes.append(UInt8(ascii: ",")) }
    isBehindValue = false
  }

  private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0, index = 0
    let words = UnsafeRawBufferPointer(text)
    while index < text.count {
      if index + 8 <= text.count, !JSONLine.mayNeedEscape(words.loadUnaligned(fromByteOffset: index, as: UInt64.self)) {
        index += 8
        continue
      }
      if JSONString.isEscaped(text[index]) {
        bytes += UnsafeBufferPointer(rebasing: text[start..<index])
        JSONString.append(text[index], to: &bytes)
        start = index + 1
      }
      index += 1
    }
    bytes += start == 0 ? text : UnsafeBufferPointer(rebasing: text[start...])
  }

  /// Of eight bytes at once: whether one is a control, a quote or a backslash. That of a byte behind such a one it may say
  /// too.
  private static func mayNeedEscape(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    func places(_ byte: UInt64) -> UInt64 {
      let other = word ^ (ones &* byte)
      return (other &- ones) & ~other
    }
    let low = (word &- ones &* 32) & ~word
    return (low | places(0x22) | places(0x5C)) & (ones &* 128) != 0
  }
}
