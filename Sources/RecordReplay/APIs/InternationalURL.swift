import CIDN2

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// URLs whose host is written in Unicode. On the wire a host is always in ASCII (RFC 5891).
package enum InternationalURL {
  /// The same URL with its host in ASCII; as it is where it has no such host.
  package static func ascii(_ url: [UInt8]) -> [UInt8] {
    guard let start = url[...].firstIndex(of: Array("://".utf8)).map({ $0 + 3 }) else { return url }
    let authority = url[start...].prefix { !"/?#".utf8.contains($0) }
    guard authority.contains(where: { $0 >= 128 }), authority.count <= 1_012 else { return url }
    let end = authority.lastIndex(of: UInt8(ascii: ":")) ?? authority.endIndex
    guard let host = asciiHost(authority[..<end]) else { return url }
    return url[..<start] + host + url[end...]
  }

  private static func asciiHost(_ name: ArraySlice<UInt8>) -> [UInt8]? {
    guard !name.contains(0) else { return nil }
    var encoded: UnsafeMutablePointer<UInt8>?
    defer { idn2_free(encoded) }
    let flags = Int32(IDN2_NFC_INPUT.rawValue | IDN2_NONTRANSITIONAL.rawValue)
    guard idn2_lookup_u8(Array(name) + [0], &encoded, flags) == IDN2_OK.rawValue, let encoded else { return nil }
    return Array(
      UnsafeBufferPointer(start: encoded, count: strlen(UnsafeRawPointer(encoded).assumingMemoryBound(to: CChar.self))))
  }
}
