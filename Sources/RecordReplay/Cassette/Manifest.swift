/// `cassette.json`: what holds for all of a cassette.
public struct Manifest: Hashable, Sendable {
  /// False where a recording was cut off.
  public var complete: Bool
  /// In order. Each interaction's API is one of them.
  public var apis: [ManifestAPI]
  /// Names the key that pseudonyms were made with.
  public var pseudonymKey: String?
  /// Nil leaves it to the command.
  public var afterLast: AfterLast?

  public init(
    complete: Bool = true, apis: [ManifestAPI] = [], pseudonymKey: String? = nil, afterLast: AfterLast? = nil
  ) {
    self.complete = complete
    self.apis = apis
    self.pseudonymKey = pseudonymKey
    self.afterLast = afterLast
  }

  /// The format that is read and written.
  public static let version = 1

  static let maxAPIs = 1000
}

/// An API that a cassette holds interactions of.
public struct ManifestAPI: Hashable, Sendable {
  public var name: String
  /// Base URLs of an API that has no profile; empty where a profile names them.
  public var hosts: [BaseURL]
  public init(name: String, hosts: [BaseURL] = []) {
    self.name = name
    self.hosts = hosts
  }
}
