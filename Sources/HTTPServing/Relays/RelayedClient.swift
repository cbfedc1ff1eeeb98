import HTTPModel

/// A client whose bytes are passed through, both ways, as they are: it has switched protocols, or speaks with a host that
/// nobody looks at.
final class RelayedClient: ServedClient, @unchecked Sendable {  // the loop's thread owns it
  private(set) var deadline = UInt64.max
  private let server: HTTPServer
  private let transport: any ByteTransport
  private let other: any SwitchedBody
  private let writer: TransportWriter
  private var isOver = false
  /// Whether one of the two has ended its direction: the other has only so long then as it goes on sending.
  private var isHalfClosed = false

  init(_ server: HTTPServer, _ transport: any ByteTransport, to other: any SwitchedBody) {
    (self.server, self.transport, self.other) = (server, transport, other)
    writer = TransportWriter(transport, server.loop)
  }

  /// `early` is what the client sent already.
  func start(_ early: [UInt8]) {
    let client = TransportBytes(transport, server.loop, early: early) { inOrder in
      if inOrder { self.halfClose() } else { self.lose() }
    }
    other.send(client)
    client.read()
    writer.send(other, onMove: { if self.isHalfClosed { self.halfClose() } }) { end in
      switch end {
      case .whole:
        if self.isHalfClosed { return self.lose() }
        self.transport.shutdown { isDone in if !isDone { self.lose() } }
        self.halfClose()
      case .failed: self.reset()
      }
    }
  }

  private func halfClose() {
    isHalfClosed = true
    deadline = server.now + server.times.halfClose
  }

  var waitsSince: UInt64? { nil }
  func expire() { lose() }
  /// It may never end by itself.
  func endSoon() { lose() }
  func lose() { end { transport.close() } }
  private func reset() { end { transport.reset() } }

  private func end(_ close: () -> Void) {
    if isOver { return }
    isOver = true
    writer.stop()
    other.cancel()
    close()
    server.remove(self)
  }
}
