/// Somebody who is connected to a server: what the server needs to end it, in time or with all others.
protocol ServedClient: AnyObject {
  /// When `expire()` is called, in the server's milliseconds.
  var deadline: UInt64 { get }
  func expire()
  /// Since when it is this side that waits, for a request or the rest of its head; in the server's milliseconds, nil where
  /// something is under way.
  var waitsSince: UInt64? { get }
  /// The server ends: what is not in the middle of something closes.
  func endSoon()
  /// Closes now.
  func lose()
}

extension ServedClient {
  /// Makes room for somebody else: is told what a client is told whose time is over, and closed at once.
  func giveWay() {
    expire()
    lose()
  }
}
