/// A text that must not be shown: it goes into a request and nowhere else. However it is printed, its text is not.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// What goes over the wire.
  let exposed: String

  public init(_ text: String) { exposed = text }

  public var description: String { "(secret)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
