import Clocks
import Locking

/// Makes certificates for the hosts that it covers, and can for no others: root and issuer are constrained to them.
///
/// Certificates are made when they are asked for, one a host, and kept in memory with a key that only this process has.
public final class CertificateAuthority: Sendable {
  /// Why an authority was made and not loaded. Clients that trusted an earlier root must trust the new one.
  public enum Making: Hashable, Sendable {
    case first
    /// Hosts that the earlier one did not cover.
    case moreHosts([HostName])
    case expiring
    case asked
  }

  /// What the name constraints permit, sorted: these names and all below them.
  public let hosts: [HostName]
  /// DER. What clients must trust.
  public let root: [UInt8]
  /// Nil where it was loaded.
  public let making: Making?
  let issuer: [UInt8]
  let issuerKey: [UInt8]
  let validity: ClosedRange<Instant>
  private let clock: any WallClock
  private let state: Lock<State>

  /// More hosts than this are not kept: whoever asks for ever new names must not fill the memory.
  static let keptCertificates = 1000

  private struct State: Sendable {
    var random: any RandomNumberGenerator & Sendable
    /// One for all hosts, made when the first certificate is.
    var key: [UInt8]?
    var kept: [HostName: (certificate: IssuedCertificate, validity: ClosedRange<Instant>)] = [:]
  }

  init(
    _ parts: AuthorityParts, making: Making?, clock: any WallClock, random: any RandomNumberGenerator & Sendable
  ) {
    (hosts, validity) = (parts.hosts, parts.validity)
    (root, issuer, issuerKey) = (parts.root, parts.issuer, parts.issuerKey)
    self.making = making
    self.clock = clock
    state = Lock(State(random: random))
  }

  /// The root as a PEM file has it.
  public var rootPEM: String { PEM.text(root, label: PEM.certificate) }

  /// Whether clients accept certificates for the host.
  public func covers(_ host: HostName) -> Bool { hosts.contains { $0.covers(host) } }

  /// The certificate of a host, new where there is none or it is about to expire.
  public func certificate(for host: HostName) throws(CertificateError) -> IssuedCertificate {
    guard covers(host) else { throw .notCovered(host: host.text) }
    let now = clock.now
    guard validity.contains(now) else { throw .notValid }
    return try state.withLock { state throws(CertificateError) in
      let margin = min(CertificateProfile.backdating, validity.upperBound - now)
      if let kept = state.kept[host], kept.validity.contains(now), kept.validity.contains(now + margin) {
        return kept.certificate
      }
      if state.kept.count >= CertificateAuthority.keptCertificates { state.kept = [:] }
      let made = try make(host, at: now, &state)
      state.kept[host] = made
      return made.certificate
    }
  }

  private func make(
    _ host: HostName, at now: Instant, _ state: inout State
  ) throws(CertificateError) -> (certificate: IssuedCertificate, validity: ClosedRange<Instant>) {
    guard let issuerHandle = X509Certificate(der: issuer), let signer = PrivateKey(der: issuerKey) else {
      throw .openSSL("read the issuer")
    }
    if state.key == nil { state.key = try PrivateKey().der() }
    guard let keyBytes = state.key, let key = PrivateKey(der: keyBytes) else { throw .openSSL("read a key") }
    let whole = CertificateProfile.validity(at: now, lasting: CertificateProfile.leafLifetime)
    let validity = whole.clamped(to: self.validity)
    let leaf = try CertificateProfile.leaf(
      for: host, key: key, by: issuerHandle, with: signer, validity: validity, &state.random)
    return (IssuedCertificate(chain: [leaf, issuer], privateKey: keyBytes), validity)
  }
}
