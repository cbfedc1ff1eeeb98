import EventLoop
import HTTPModel

/// A host at the other end of a connection that was opened for a client.
final class PeerBody: SwitchedBody, @unchecked Sendable {  // the loop's thread owns the writer
  private let loop: EventLoop
  private let transport: TCPTransport
  private let bytes: TransportBytes
  private let writer: TransportWriter

  init(_ stream: TCPStream, host: String, port: Int) {
    loop = stream.loop
    transport = TCPTransport(stream, origin: Origin(scheme: TCPTransport.scheme, host: host, port: port))
    bytes = TransportBytes(transport, loop)
    writer = TransportWriter(transport, loop)
  }

  func next() async -> BodyPart { await bytes.next() }

  func send(_ source: any BodySource) {
    writer.send(source) { [self] end in
      switch end {
      case .whole: transport.shutdown { _ in }
      case .failed: cancel()
      }
    }
  }

  func cancel() {
    loop.onLoop { [self] in
      writer.stop()
      bytes.cancel()
      transport.close()
    }
  }
}
