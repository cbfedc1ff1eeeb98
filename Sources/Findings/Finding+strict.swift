extension Finding {
  /// The same as it counts where strict verification is not asked for: what only that looks at is a note. A field that an
  /// object which is closed does not allow stays the error that it is.
  public var outsideStrict: Finding {
    guard rule.isStrict, severity < .error else { return self }
    var finding = self
    finding.severity = .note
    return finding
  }
}
