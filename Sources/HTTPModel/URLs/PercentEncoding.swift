/// Percent escapes (RFC 3986 section 2.1).
public enum PercentEncoding {
  /// Undoes percent escapes. An escape that is not two hexadecimal digits stays as it is.
  public static func decoded(_ bytes: some Sequence<UInt8>) -> [UInt8] { decode(bytes, plusIsSpace: false) }

  /// Undoes percent escapes and reads `+` as a space, as in forms.
  public static func decodedForm(_ bytes: some Sequence<UInt8>) -> [UInt8] { decode(bytes, plusIsSpace: true) }

  /// Escapes every byte but letters, digits and `-._~` (the unreserved ones, RFC 3986 section 2.3), in upper case.
  public static func encoded(_ bytes: some Sequence<UInt8>) -> String {
    var result: [UInt8] = []
    for byte in bytes {
      if isUnreserved(byte) {
        result.append(byte)
      } else {
        result += [UInt8(ascii: "%"), digit(byte >> 4), digit(byte & 15)]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 55 + value }

  /// The value of a hexadecimal digit.
  static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 48...57: digit - 48
    case 65...70: digit - 55
    case 97...102: digit - 87
    default: nil
    }
  }

  private static func decode(_ bytes: some Sequence<UInt8>, plusIsSpace: Bool) -> [UInt8] {
    let all = Array(bytes)
    // Most of what is decoded holds no escape.
    if !all.contains(UInt8(ascii: "%")), !plusIsSpace || !all.contains(UInt8(ascii: "+")) { return all }
    var result: [UInt8] = []
    result.reserveCapacity(all.count)
    var index = 0
    while index < all.count {
      if all[index] == UInt8(ascii: "%"), index + 2 < all.count, let high = value(all[index + 1]),
        let low = value(all[index + 2])
      {
        result.append(high << 4 | low)
        index += 3
      } else {
        result.append(plusIsSpace && all[index] == UInt8(ascii: "+") ? 32 : all[index])
        index += 1
      }
    }
    return result
  }
}
