/// A request method: a token, compared by its exact bytes (RFC 9110 section 9.1).
public struct Method: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public var description: String { rawValue }

  public static let get = Method(rawValue: "GET")
  public static let head = Method(rawValue: "HEAD")
  public static let post = Method(rawValue: "POST")
  public static let put = Method(rawValue: "PUT")
  public static let patch = Method(rawValue: "PATCH")
  public static let delete = Method(rawValue: "DELETE")
  public static let options = Method(rawValue: "OPTIONS")
  public static let trace = Method(rawValue: "TRACE")
  public static let connect = Method(rawValue: "CONNECT")

  /// Whether the method only asks (RFC 9110 section 9.2.1). Methods that are not known are not safe.
  public var isSafe: Bool { self == .get || self == .head || self == .options || self == .trace }
}
