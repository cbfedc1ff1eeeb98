public import Clocks
import Files

/// The folder that a user's certificate authority is kept in. One process at a time writes there.
public struct CertificateStore: Sendable {
  /// The issuer's key and both certificates; nobody but the user may read it.
  public static let authorityFile = "authority.pem"
  /// What clients must trust, for them to read.
  public static let rootFile = "root.pem"
  /// An authority that is not valid longer than this is made again.
  static let renewalMargin = Duration.seconds(30 * 86_400)

  public let folder: String
  private let clock: any WallClock
  private let random: any RandomNumberGenerator & Sendable

  /// The folder need not be there. `random` gives names and serial numbers; keys are always OpenSSL's own choice.
  public init(_ folder: String, clock: any WallClock, random: any RandomNumberGenerator & Sendable) {
    self.folder = folder
    self.clock = clock
    self.random = random
  }

  public var rootPath: String { "\(folder)/\(CertificateStore.rootFile)" }
  private var authorityPath: String { "\(folder)/\(CertificateStore.authorityFile)" }

  /// The authority that is kept, where it covers the hosts and does not expire soon; else a new one, for what the kept
  /// one covers and for these.
  public func authority(for hosts: [HostName]) throws(CertificateError) -> CertificateAuthority {
    try locked { () throws(CertificateError) in
      guard let kept = try load() else { return try make(for: hosts, .first) }
      let missing = hosts.filter { host in !kept.hosts.contains { $0.covers(host) } }
      if !missing.isEmpty { return try make(for: kept.hosts + missing, .moreHosts(missing)) }
      let now = clock.now
      guard kept.validity.contains(now), kept.validity.contains(now + CertificateStore.renewalMargin) else {
        return try make(for: kept.hosts, .expiring)
      }
      try storeRoot(of: kept)
      return CertificateAuthority(kept, making: nil, clock: clock, random: random)
    }
  }

  /// A new authority for these hosts and no others, whatever is there.
  public func renew(for hosts: [HostName]) throws(CertificateError) -> CertificateAuthority {
    try locked { () throws(CertificateError) in try make(for: hosts, .asked) }
  }

  private func make(
    for hosts: [HostName], _ making: CertificateAuthority.Making
  ) throws(CertificateError) -> CertificateAuthority {
    let hosts = Set(hosts).sorted()
    // A name that another one covers would add nothing.
    let needed = hosts.filter { host in !hosts.contains { $0 != host && $0.covers(host) } }
    if needed.isEmpty { throw .noHosts }
    var random = random
    let parts = try AuthorityParts(for: needed, at: clock.now, &random)
    try files { folder throws(FileError) in
      try folder.writePrivate(Array(parts.text.utf8), to: CertificateStore.authorityFile)
    }
    try storeRoot(of: parts)
    return CertificateAuthority(parts, making: making, clock: clock, random: random)
  }

  /// Nil where there is none.
  private func load() throws(CertificateError) -> AuthorityParts? {
    let file = try files { folder throws(FileError) in try folder.file(CertificateStore.authorityFile) }
    guard let file else { return nil }
    if file.mode & 0o077 != 0 { throw .exposed(file: authorityPath, mode: String(file.mode, radix: 8)) }
    let bytes = try files { _ throws(FileError) in try file.bytes(limit: 1 << 20) }
    return try AuthorityParts(parsing: String(decoding: bytes, as: UTF8.self), file: authorityPath)
  }

  private func storeRoot(of parts: AuthorityParts) throws(CertificateError) {
    try files { folder throws(FileError) in
      try folder.write(Array(PEM.text(parts.root, label: PEM.certificate).utf8), to: CertificateStore.rootFile)
    }
  }

  private func locked<Result>(_ body: () throws(CertificateError) -> Result) throws(CertificateError) -> Result {
    try files { folder throws(FileError) in try folder.makePrivate() }
    return try Folder(folder).withLock(orThrow: CertificateError.init, body)
  }

  private func files<Result>(_ body: (Folder) throws(FileError) -> Result) throws(CertificateError) -> Result {
    do throws(FileError) { return try body(Folder(folder)) } catch { throw CertificateError(error) }
  }
}

extension CertificateError {
  init(_ error: FileError) { self = .file(path: error.path, reason: error.kind.reason) }
}
