/// The versions of HTTP that a message can come by, as they are written in cassettes (RFC 9112 section 2.3, RFC 9113, RFC 9114).
public enum HTTPVersion: String, CaseIterable, Hashable, Sendable {
  case http10 = "HTTP/1.0"
  case http11 = "HTTP/1.1"
  // Messages of the later ones have no head of lines.
  case http2 = "HTTP/2"
  case http3 = "HTTP/3"
}
