/// Somebody who is connected to a server: what the server needs to end it, in time or with all others.
protocol ServedClient: AnyObject {
  /// When `expire()` is called, in the server's milliseconds.
  var deadline: UInt64 { get }
  func expire()
  /// The server ends: what is not in the middle of something closes.
  func endSoon()
  /// Closes now.
  func lose()
}
