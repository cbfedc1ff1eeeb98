import HTTPModel

extension ServerConnection {
  /// Answers CONNECT. Only the target counts: `Host` may be missing or without a port.
  func openTunnel(_ request: Request, isWhole: Bool) {
    guard let interception = server.configuration.interception else {
      return refuse(status: 501, "this server does not open tunnels")
    }
    guard case .authority(let host, let port) = request.target.form(for: .connect) else {
      return refuse(status: 400, "the target of CONNECT is not host:port")
    }
    guard isWhole, case .bytes(let body) = request.body, body.isEmpty else {
      return refuse(status: 400, "CONNECT has no body")
    }
    if !interception.hosts.contains(host), interception.passedHosts.contains(host) {
      return passTunnel(interception, host: host, port: port)
    }
    if let reason = interception.refusal(of: host) {
      let event = ServerEvent.tunnelRefused(to: "\(request.target)", reason: reason)
      server.report(event)
      return refuse(status: 403, "\(event)", next: interception.next)
    }
    var via = request.via
    via.isTunnelled = true
    via.proxyUser = interception.proxyUser(request.headers)
    let answer = Array("HTTP/1.1 200 Connection established\r\n\r\n".utf8)
    // Who is gone already is found out by reading.
    if transport.write(answer, [], completion: { _ in }) == .failed { return lose() }
    phase = .handedOver
    tunnel = Tunnel(server, transport, answering: responder, interception, host: host, port: port, via: via)
  }

  /// What came behind CONNECT belongs to the tunnel.
  func handOver(to tunnel: Tunnel, _ rest: UnsafeRawBufferPointer) {
    self.tunnel = nil
    transport.stopReading()
    server.replace(self, with: tunnel)
    tunnel.start(codec.takeKept() + rest)
  }

  /// Refuses a request in a tunnel that is for somebody else, false.
  func direct(_ request: inout Request) -> Bool {
    guard let refusal = request.direct(to: transport.origin) else { return true }
    refuse(status: 421, refusal)
    return false
  }
}

extension Request {
  /// Addresses what was asked in a tunnel to whom the tunnel leads, `origin`. Says why not where it is for somebody else:
  /// it must not get around what the tunnel was opened for.
  mutating func direct(to origin: Origin) -> String? {
    guard self.origin.host == origin.host, self.origin.scheme == origin.scheme,
      target.absoluteURL.map({ $0.origin == origin }) ?? true
    else {
      return "this tunnel leads to \(origin.authority); what is meant for another host needs one of its own"
    }
    self.origin = origin
    return nil
  }
}
