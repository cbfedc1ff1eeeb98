/// The other side of a connection that has switched protocols: the body of a response with status 101. What it gives are
/// the bytes that come from there, with no end known beforehand.
public protocol SwitchedBody: BodySource {
  /// Sends what `source` gives there, as it comes; its end ends that direction. Called once at most.
  func send(_ source: any BodySource)
}
