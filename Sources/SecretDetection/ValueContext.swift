/// What a value is in its message.
public enum ValueRole: Sendable, Hashable {
  case header, trailer, query, form, cookie, path, member, part, element, attribute, line, text
}

/// What is known of a value besides its bytes.
public struct ValueContext: Sendable {
  public var role: ValueRole
  /// The names that lead to it, outermost first: members (array indices as decimal text), or the one name of a field,
  /// item, cookie, part; elements and `@attribute`; of a path segment the segments before it. Empty where it has none.
  public var names: [String]
  /// Names of the values beside it: items of the same query or form, members of the same object.
  public var siblings: [String]
  /// Host (lower case) and path of the exchange's URL, `api.example.com` and `/oauth/token`; empty where unknown.
  public var host: String
  public var path: String

  public init(
    role: ValueRole, names: [String] = [], siblings: [String] = [], host: String = "", path: String = ""
  ) {
    self.role = role
    self.names = names
    self.siblings = siblings
    self.host = host
    self.path = path
  }
}
