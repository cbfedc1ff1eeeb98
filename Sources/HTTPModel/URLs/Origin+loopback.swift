extension Origin {
  /// Whether the host is this machine by its very name; all of `.localhost` is (RFC 6761 section 6.3).
  public var isLoopback: Bool {
    host == "localhost" || host == "::1" || host.utf8.starts(with: "127.".utf8)
      || host.utf8.suffix(10).elementsEqual(".localhost".utf8)
  }
}
