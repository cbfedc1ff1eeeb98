/// Which entries of a file are imported. What is left out is not looked at any further.
public struct EntryChoice: Sendable {
  /// Nil for all.
  public var only: Selection?
  /// Empty for all hosts.
  public var hosts: [HostPattern]
  /// Whether entries whose host no API has are left out; else they are an error.
  public var skipsUnknown: Bool

  public init(only: Selection? = nil, hosts: [HostPattern] = [], skipsUnknown: Bool = false) {
    (self.only, self.hosts, self.skipsUnknown) = (only, hosts, skipsUnknown)
  }
}
