/// What most names and values are told by to be harmless, without the work that the others take.
extension SecretDetector {
  /// Whether a name by itself makes no value secret.
  public func saysNothing(_ name: String) -> Bool {
    SecretNames.verdict(name) == nil && !SecretStructure.isTelling(name)
  }

  /// Whether a glance tells that nothing is found in a text whose name says nothing.
  public func findsNothing(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    findsNothing(in: text, TextGlance(text))
  }

  /// The same of a text that was glanced at.
  public func findsNothing(in text: UnsafeBufferPointer<UInt8>, _ glance: TextGlance) -> Bool {
    QuietText(text, glance).isQuiet
  }

  /// False of the name of a member whose values are never suspect.
  public func mayBeSuspect(member name: String) -> Bool { SecretDetector.vague.contains(NameWords(name).last) }

  /// The same of a header field.
  public func mayBeSuspect(field name: String) -> Bool {
    !SecretDetector.knownFields.contains(name.lowercased())
      && !NameWords(name).words.contains(where: SecretDetector.telling.contains)
  }

  /// Eight, four, four, four and twelve hexadecimal digits.
  public static func isUUID(_ value: UnsafeBufferPointer<UInt8>) -> Bool { Randomness.isUUID(value) }

  /// False of a host whose paths are no webhooks.
  public static func mayHaveHooks(host: String) -> Bool { PathRules.isHook(host: Array(host.utf8)) }

  /// False of a segment of a path behind which no link holds its permission.
  public static func mayNameLink(_ segment: UnsafeBufferPointer<UInt8>) -> Bool { PathRules.mayNameLink(segment) }

  /// Whether a value of this name is judged by the names beside it.
  public static func readsSiblings(of name: String) -> Bool { SecretStructure.isTelling(name) }

  /// Whether a value looks drawn rather than written, and may be suspect for that.
  public static func looksDrawn(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    (20...512).contains(value.count) && Randomness.isLikely(value, atLeast: 20)
  }
}
