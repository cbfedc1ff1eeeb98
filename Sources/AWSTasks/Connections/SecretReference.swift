/// Where a secret is to be found: what stands in a connection instead of it.
public enum SecretReference: Hashable, Sendable {
  /// `{{resolve:secretsmanager:NAME:SecretString:KEY:STAGE:VERSION}}`; the name may be an ARN. `key` nil is the whole
  /// secret, else it is a member of the JSON object that the secret holds. Stage and version are not looked at: a local
  /// file holds one version.
  case secretsManager(name: String, key: String?)
  /// `env:NAME`, in a `--secrets` file
  case environment(String)
  /// `file:PATH`, in a `--secrets` file; a line end that closes the file is no part of the secret.
  case file(String)

  /// What stands offline for a secret that cannot be resolved, without the braces.
  public var name: String {
    switch self {
    case .secretsManager(let name, let key): key.map { "\(name).\($0)" } ?? name
    case .environment(let name): name
    case .file(let path): path
    }
  }

  /// A reference that is the text as a whole: `env:NAME` or `file:PATH`.
  init?(whole text: String) {
    if text.utf8.starts(with: "env:".utf8), text.utf8.count > 4 {
      self = .environment(String(decoding: text.utf8.dropFirst(4), as: UTF8.self))
    } else if text.utf8.starts(with: "file:".utf8), text.utf8.count > 5 {
      self = .file(String(decoding: text.utf8.dropFirst(5), as: UTF8.self))
    } else {
      return nil
    }
  }

  /// What stands between the braces of a dynamic reference; nil where it is none to Secrets Manager.
  init?(dynamic inner: some Collection<UInt8>) {
    let prefix = "resolve:secretsmanager:"
    guard inner.starts(with: prefix.utf8) else { return nil }
    let parts = inner.dropFirst(prefix.utf8.count)
      .split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      .map { String(decoding: Array($0), as: UTF8.self) }
    // An ARN has colons of its own, so the name ends where `SecretString` stands.
    let marker = parts.firstIndex(of: "SecretString")
    let name = parts[..<(marker ?? parts.endIndex)].joined(separator: ":")
    guard !name.isEmpty, marker.map({ parts.count - $0 <= 4 }) ?? true else { return nil }
    let key = marker.flatMap { parts.count > $0 + 1 && !parts[$0 + 1].isEmpty ? parts[$0 + 1] : nil }
    self = .secretsManager(name: name, key: key)
  }
}
