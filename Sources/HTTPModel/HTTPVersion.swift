/// The versions whose messages have a head of lines (RFC 9112 section 2.3).
public enum HTTPVersion: String, Hashable, Sendable {
  case http10 = "HTTP/1.0"
  case http11 = "HTTP/1.1"
}
