public import HTTPModel

/// The operations that the contract of an API names, for rules of faults.
public struct NamedOperations: Sendable {
  let names: [String]
  /// Whether a request is the operation's of this name.
  let has: @Sendable (_ operation: String, _ request: Request) -> Bool

  public init(names: [String], has: @escaping @Sendable (_ operation: String, _ request: Request) -> Bool) {
    (self.names, self.has) = (names, has)
  }
}
