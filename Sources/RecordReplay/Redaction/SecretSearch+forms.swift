extension SecretSearch.Form {
  /// As it is, in hexadecimal digits, and in Base64 at each alignment with the letters of both alphabets.
  static func all(of value: [UInt8], secret: Int) -> [Self] {
    let hex = hexadecimal(value, ten: UInt8(ascii: "a")), upper = hexadecimal(value, ten: UInt8(ascii: "A"))
    var forms = [Self(bytes: value, secret: secret, coding: .plain)]
    forms.append(Self(bytes: hex, secret: secret, coding: .hexadecimal))
    if upper != hex { forms.append(Self(bytes: upper, secret: secret, coding: .hexadecimal)) }
    for shift in 0...2 {
      let inner = base64(value, after: shift)
      let other = inner.map {
        $0 == UInt8(ascii: "+") ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0
      }
      forms.append(Self(bytes: inner, secret: secret, coding: .base64))
      if other != inner { forms.append(Self(bytes: other, secret: secret, coding: .base64)) }
    }
    return forms
  }

  private static func hexadecimal(_ value: [UInt8], ten: UInt8) -> [UInt8] {
    func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : ten - 10 + value }
    return Array(unsafeUninitializedCapacity: 2 * value.count) { digits, count in
      for byte in value {
        digits.initializeElement(at: count, to: digit(byte >> 4))
        digits.initializeElement(at: count + 1, to: digit(byte & 15))
        count += 2
      }
    }
  }

  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The Base64 of a text in which so many bytes, of 0 to 2, stand before the value in their group of three: only letters
  /// that no neighbouring byte has a part in.
  private static func base64(_ value: [UInt8], after shift: Int) -> [UInt8] {
    let first = [0, 2, 3][shift], end = (shift + value.count) * 8 / 6
    if first >= end { return [] }
    return letters.withUnsafeBufferPointer { letters in
      Array(unsafeUninitializedCapacity: end - first) { text, count in
        // The bits that are held; those of the byte before the first letter are cut off.
        var bits: UInt32 = 0, held = -(6 * first - 8 * shift)
        for byte in value {
          bits = bits << 8 | UInt32(byte)
          held += 8
          while held >= 6, count < end - first {
            held -= 6
            text.initializeElement(at: count, to: letters[Int(bits >> UInt32(held)) & 63])
            count += 1
          }
        }
      }
    }
  }
}
