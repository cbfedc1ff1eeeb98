/// A request method: a token, compared by its exact bytes (RFC 9110 section 9.1).
public struct HTTPMethod: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public var description: String { rawValue }

  public static var get: HTTPMethod { HTTPMethod(rawValue: "GET") }
  public static var head: HTTPMethod { HTTPMethod(rawValue: "HEAD") }
  public static var post: HTTPMethod { HTTPMethod(rawValue: "POST") }
  public static var put: HTTPMethod { HTTPMethod(rawValue: "PUT") }
  public static var patch: HTTPMethod { HTTPMethod(rawValue: "PATCH") }
  public static var delete: HTTPMethod { HTTPMethod(rawValue: "DELETE") }
  public static var options: HTTPMethod { HTTPMethod(rawValue: "OPTIONS") }
  public static var trace: HTTPMethod { HTTPMethod(rawValue: "TRACE") }
  public static var connect: HTTPMethod { HTTPMethod(rawValue: "CONNECT") }

  /// Whether the method only asks (RFC 9110 section 9.2.1). Methods that are not known are not safe.
  public var isSafe: Bool { self == .get || self == .head || self == .options || self == .trace }
}
