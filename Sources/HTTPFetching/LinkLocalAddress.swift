import CCurl

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The text of an address of the local link (169.254.0.0/16, fe80::/10), where clouds serve their machines' credentials;
/// nil for every other one. A `sockaddr` is there, as long as its family has it.
func linkLocalAddress(_ raw: UnsafeRawPointer) -> String? {
  switch Int32(raw.loadUnaligned(as: sockaddr.self).sa_family) {
  case AF_INET:
    let bytes = withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in.self).sin_addr) { Array($0) }
    return linkLocal(bytes)
  case AF_INET6:
    let bytes = withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr) { Array($0) }
    if bytes.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) { return linkLocal(Array(bytes[12...])) }
    guard bytes[0] == 0xFE, bytes[1] & 0xC0 == 0x80 else { return nil }
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard inet_ntop(AF_INET6, bytes, &text, socklen_t(text.count)) != nil else { return "" }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  default: return nil
  }
}

private func linkLocal(_ bytes: [UInt8]) -> String? {
  bytes[0] == 169 && bytes[1] == 254 ? bytes.map { "\($0)" }.joined(separator: ".") : nil
}
