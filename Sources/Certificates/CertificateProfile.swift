import Clocks

/// What the three certificates say: a root that clients trust, an issuer below it, a leaf for each host.
///
/// Java ignores the name constraints of a root that it trusts and obeys those of an issuer, so both have them, and only
/// the issuer's key is kept. What else is said is what every TLS client that we know demands.
enum CertificateProfile {
  /// Clocks of clients may be slow.
  static let backdating = Duration.seconds(2 * 86_400)
  /// How long root and issuer are valid.
  static let authorityLifetime = Duration.seconds(3650 * 86_400)
  /// More than 397 days would be refused for leaves by some clients.
  static let leafLifetime = Duration.seconds(397 * 86_400)

  static func validity(at now: Instant, lasting lifetime: Duration) -> ClosedRange<Instant> {
    let start = now - backdating
    return start...(start + lifetime)
  }

  /// Signs itself, then `issuerKey`; nobody else will ever have its key.
  static func authority(
    for hosts: [HostName], issuerKey: borrowing PrivateKey, at now: Instant,
    _ random: inout any RandomNumberGenerator & Sendable
  ) throws(CertificateError) -> (root: [UInt8], issuer: [UInt8]) {
    let rootKey = try PrivateKey()
    let validity = validity(at: now, lasting: authorityLifetime)
    // Two roots of one name are told apart by their keys' identifiers, which not all clients look at.
    let mark = String(UInt32.random(in: 0x1000_0000 ... .max, using: &random), radix: 16)
    let root = try CertificateDraft(
      for: rootKey, subject: .init(commonName: "Tapedeck root \(mark)"), serial: serial(&random), validity: validity
    ).signed(
      with: rootKey,
      extensions: [
        .basicConstraints("critical,CA:TRUE,pathlen:1"), .keyUsage("critical,keyCertSign,cRLSign"),
        .subjectKeyIdentifier, .nameConstraints(hosts),
      ])
    let issuer = try CertificateDraft(
      for: issuerKey, subject: .init(commonName: "Tapedeck issuer \(mark)"), serial: serial(&random),
      validity: validity
    ).signed(
      by: root, with: rootKey,
      extensions: [
        .basicConstraints("critical,CA:TRUE,pathlen:0"), .keyUsage("critical,keyCertSign,cRLSign"),
        .serverAuthentication, .subjectKeyIdentifier, .authorityKeyIdentifier, .nameConstraints(hosts),
      ])
    return (try root.der(), try issuer.der())
  }

  /// A certificate for one host; it ends no later than its issuer.
  static func leaf(
    for host: HostName, key: borrowing PrivateKey, by issuer: borrowing X509Certificate,
    with issuerKey: borrowing PrivateKey, validity: ClosedRange<Instant>,
    _ random: inout any RandomNumberGenerator & Sendable
  ) throws(CertificateError) -> [UInt8] {
    try CertificateDraft(for: key, subject: .init(), serial: serial(&random), validity: validity).signed(
      by: issuer, with: issuerKey,
      extensions: [
        .basicConstraints("critical,CA:FALSE"), .keyUsage("critical,digitalSignature"), .serverAuthentication,
        .subjectKeyIdentifier, .authorityKeyIdentifier,
      ], alternativeName: host
    ).der()
  }

  /// 127 random bits, the highest of them set: 16 bytes, and never negative.
  private static func serial(_ random: inout any RandomNumberGenerator & Sendable) -> [UInt8] {
    var bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    bytes[0] = bytes[0] & 0x3f | 0x40
    return bytes
  }
}
