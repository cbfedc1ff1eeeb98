import HTTPModel

extension ServerConnection {
  /// Passes the switch of protocols on to the client, and from here on all that both sides send.
  func switchProtocols(_ response: Response, to other: any SwitchedBody) {
    var bytes: [UInt8] = []
    let head = ResponseHead(status: response.status, reason: response.reason, headers: response.headers)
    do { try head.write(to: &bytes) } catch {
      other.cancel()
      return refuse(status: 500, "the answer cannot be sent over HTTP/1.1: \(error)")
    }
    exchange = nil
    if transport.write(bytes, [], completion: { _ in }) == .failed {
      other.cancel()
      return lose()
    }
    let client = RelayedClient(server, transport, to: other)
    handOver(to: client) { client.start($0) }
  }

  /// Opens a tunnel to a host that nobody looks at.
  func passTunnel(_ interception: Interception, host: String, port: Int) {
    let tunnel = PassedTunnel(server, transport, host: host, port: port)
    handOver(to: tunnel) { tunnel.start($0, to: interception.address(host, port)) }
  }
}
