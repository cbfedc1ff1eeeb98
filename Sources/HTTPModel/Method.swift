/// A request method: a token, compared by its exact bytes (RFC 9110 section 9.1).
public struct Method: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public var description: String { rawValue }

  public static var get: Method { Method(rawValue: "GET") }
  public static var head: Method { Method(rawValue: "HEAD") }
  public static var post: Method { Method(rawValue: "POST") }
  public static var put: Method { Method(rawValue: "PUT") }
  public static var patch: Method { Method(rawValue: "PATCH") }
  public static var delete: Method { Method(rawValue: "DELETE") }
  public static var options: Method { Method(rawValue: "OPTIONS") }
  public static var trace: Method { Method(rawValue: "TRACE") }
  public static var connect: Method { Method(rawValue: "CONNECT") }

  /// Whether the method only asks (RFC 9110 section 9.2.1). Methods that are not known are not safe.
  public var isSafe: Bool { self == .get || self == .head || self == .options || self == .trace }
}
