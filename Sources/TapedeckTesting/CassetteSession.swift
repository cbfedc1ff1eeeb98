import HTTPModel
import JSONModel
import RecordReplay

/// A test's own view of its cassette: its own counters, its own misses. What the code under test is told instead of the
/// real servers' addresses.
public struct CassetteSession: Sendable {
  /// As the trait names it.
  public let cassette: String
  /// No other test of the process has it. Also the user name for the proxy, and the value of `Tapedeck-Session`.
  public let name: String
  /// A PEM file of what clients of the proxy must trust for `https://`. The same file for the whole process; what is in it
  /// stays valid, and is worth nothing to other processes.
  public let rootCertificatePath: String
  let origin: Origin
  let apis: [API]

  /// Where a client finds an API instead of at its real address: plain `http://` on this machine, without a slash at the
  /// end. Throws, with the names that there are, for one that the cassette does not have.
  public func baseURL(of api: String) throws(TestProblem) -> String {
    let names = apis.map(\.name)
    guard names.contains(api) else {
      let near = Suggestion.hint(Suggestion.closest(to: api, in: names))
      throw TestProblem(
        "the cassette \(cassette) has no API '\(api)'; it has \(names.joined(separator: ", "))\(near)",
        next: "tapedeck show \(ShellText.quoted(cassette))")
    }
    return "\(origin)/_tapedeck/session/\(name)/\(api)"
  }

  /// All of them, by the names of the APIs.
  public var baseURLs: [String: String] {
    Dictionary(apis.map { ($0.name, "\(origin)/_tapedeck/session/\(name)/\($0.name)") }) { first, _ in first }
  }

  /// For clients that keep the real URLs.
  public var proxy: Proxy { Proxy(host: origin.host, port: origin.port, user: name) }

  /// A proxy for `http://` and `https://`, which knows the test by the user name.
  public struct Proxy: Hashable, Sendable {
    public let host: String, port: Int
    public let user: String
    /// The password. It does not matter, but many clients drop a user name without one.
    public var token: String { "tapedeck" }
    /// `http://user:token@host:port`.
    public var url: String { "http://\(user):\(token)@\(host):\(port)" }
  }
}
