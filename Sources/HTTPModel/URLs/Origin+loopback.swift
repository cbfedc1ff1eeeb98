extension Origin {
  /// Whether the host is this machine by its very name; all of `.localhost` is (RFC 6761 section 6.3).
  public var isLoopback: Bool {
    host == "localhost" || host == "::1" || host.utf8.starts(with: "127.".utf8) && isAddress
      || host.utf8.suffix(10).elementsEqual(".localhost".utf8)
  }

  /// Whether the host is an IP address, which no name server was asked for.
  public var isAddress: Bool {
    let host = host.utf8
    // No name's last label is a number (RFC 3696 section 2).
    return host.contains(UInt8(ascii: ":"))
      || !host.isEmpty && host.allSatisfy { $0 == UInt8(ascii: ".") || (48...57).contains($0) }
  }
}
