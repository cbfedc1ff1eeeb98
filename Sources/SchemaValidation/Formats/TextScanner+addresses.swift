extension TextScanner {
  /// Four numbers up to 255 without leading zeros (RFC 3986, `IPv4address`).
  mutating func ipv4() -> Bool {
    for part in 0..<4 {
      if part > 0, !take(".") { return false }
      let start = index
      var value = 0
      while index - start < 4, let digit = peek, digit.isDigit {
        value = value * 10 + Int(digit - 48)
        index += 1
      }
      guard index > start, value <= 255, index - start == (value > 99 ? 3 : value > 9 ? 2 : 1) else { return false }
    }
    return true
  }

  /// RFC 4291, section 2.2; no zone, no length of a prefix.
  mutating func ipv6() -> Bool {
    var groups = 0
    var isShortened = false
    if take(":") {
      guard take(":") else { return false }
      isShortened = true
    }
    while let byte = peek, byte.isHexDigit {
      let start = index
      let digits = takeAll(where: \.isHexDigit)
      if peek == UInt8(ascii: ".") {
        index = start
        return ipv4() && (isShortened ? groups + 2 < 8 : groups + 2 == 8)
      }
      groups += 1
      guard digits <= 4, groups <= 8 else { return false }
      guard take(":") else { return isShortened ? groups < 8 : groups == 8 }
      if take(":") {
        guard !isShortened else { return false }
        isShortened = true
        guard peek?.isHexDigit ?? false else { return groups < 8 }
      } else if !(peek?.isHexDigit ?? false) {
        return false
      }
    }
    return isShortened && groups < 8
  }

  /// RFC 4122, section 3: any version and variant.
  mutating func uuid() -> Bool {
    for (index, digits) in [8, 4, 4, 4, 12].enumerated() {
      if index > 0, !take("-") { return false }
      for _ in 0..<digits { guard take(where: \.isHexDigit) else { return false } }
    }
    return true
  }
}
