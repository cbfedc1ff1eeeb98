/// Why there is no authority, or no certificate of it.
public enum CertificateError: Error, Hashable, Sendable, CustomStringConvertible {
  /// An authority that may sign for nothing signs nothing.
  case noHosts
  /// Clients would refuse the certificate: the name constraints do not permit the host.
  case notCovered(host: String)
  /// The file that holds the authority is not as it was written.
  case damaged(file: String, reason: String)
  /// Others than its owner may read the authority's key. `mode` in octal.
  case exposed(file: String, mode: String)
  /// `reason` in the system's words.
  case file(path: String, reason: String)
  /// No file of this machine's own roots was found.
  case noSystemRoots(searched: [String])
  /// The issuer is not valid at the time that the clock shows.
  case notValid
  /// What OpenSSL refused to do; `reason` in its words.
  case openSSL(operation: String, reason: String)

  /// Where it is wrong; nil where no file is to blame.
  public var path: String? {
    switch self {
    case .damaged(let file, _), .exposed(let file, _), .file(let file, _): file
    case .noHosts, .notCovered, .noSystemRoots, .notValid, .openSSL: nil
    }
  }

  /// What is wrong, without the path.
  public var reason: String {
    switch self {
    case .noHosts: "no host is named that certificates could be made for"
    case .notCovered(let host): "the certificate authority does not cover the host \(host)"
    case .damaged(_, let reason): "not a certificate authority: \(reason)"
    case .exposed(_, let mode): "the key of the certificate authority can be read by others (mode \(mode))"
    case .file(_, let reason): reason
    case .noSystemRoots(let searched):
      "this machine's own root certificates were not found; searched: \(searched.joined(separator: ", "))"
    case .notValid: "the certificate authority has expired, or this machine's clock is wrong"
    case .openSSL(let operation, let reason): "OpenSSL cannot \(operation): \(reason)"
    }
  }

  /// The command to run next.
  public var next: String {
    switch self {
    case .noHosts: "tapedeck ca renew HOST"
    case .notCovered(let host): "tapedeck ca renew \(HostName(host)?.text ?? "HOST")"
    case .damaged, .notValid: "tapedeck ca renew"
    case .exposed(let file, _): "chmod 600 \(file)  # or, if someone else may have read it: tapedeck ca renew"
    case .file(let path, _): "ls -ld \(path)"
    case .noSystemRoots: "tapedeck ca export --format pem"
    case .openSSL: "openssl version"
    }
  }

  public var description: String { path.map { "\($0): \(reason)" } ?? reason }
}
