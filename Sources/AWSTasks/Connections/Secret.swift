/// A text that must not be shown: it goes into a request and nowhere else. However it is printed, its text is not.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// What goes over the wire.
  let exposed: String
  /// What in it came from references: secret whatever a connection says of the value.
  let referenced: [String]

  public init(_ text: String) { self.init(text, referenced: []) }
  init(_ text: String, referenced: [String]) { (exposed, self.referenced) = (text, referenced) }

  public var description: String { "(secret)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
