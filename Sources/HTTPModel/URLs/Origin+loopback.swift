extension Origin {
  /// Whether the host is this machine by its very name.
  public var isLoopback: Bool { host == "localhost" || host == "::1" || host.utf8.starts(with: "127.".utf8) }
}
