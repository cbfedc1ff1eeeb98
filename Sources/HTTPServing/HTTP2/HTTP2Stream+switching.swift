import HTTPModel

extension HTTP2Stream {
  /// HTTP/2 has no 101 (RFC 9113 section 8.6), and a client of it cannot ask for one.
  func switchProtocols(_ response: Response, to other: any SwitchedBody) {
    other.cancel()
    refuse(status: 502, "the server switched protocols, which HTTP/2 does not know")
  }
}
