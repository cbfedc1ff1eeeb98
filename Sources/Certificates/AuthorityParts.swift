import Clocks

/// What an authority is made of: what is kept of it in a file.
struct AuthorityParts {
  let root: [UInt8]
  let issuer: [UInt8]
  /// PKCS #8, DER. The root's is nowhere.
  let issuerKey: [UInt8]
  /// Sorted.
  let hosts: [HostName]
  let validity: ClosedRange<Instant>

  /// New ones.
  init(
    for hosts: [HostName], at now: Instant, _ random: inout any RandomNumberGenerator & Sendable
  ) throws(CertificateError) {
    let key = try PrivateKey()
    (root, issuer) = try CertificateProfile.authority(for: hosts, issuerKey: key, at: now, &random)
    issuerKey = try key.der()
    self.hosts = hosts.sorted()
    validity = CertificateProfile.validity(at: now, lasting: CertificateProfile.authorityLifetime)
  }

  /// Those of a file that `text` wrote. `file` is for errors.
  init(parsing text: String, file: String) throws(CertificateError) {
    func damaged(_ reason: String) -> CertificateError { .damaged(file: file, reason: reason) }
    let blocks = PEM.blocks(text)
    guard blocks.map(\.label) == [PEM.privateKey, PEM.certificate, PEM.certificate] else {
      throw damaged("it should hold a private key and two certificates")
    }
    (issuerKey, issuer, root) = (blocks[0].bytes, blocks[1].bytes, blocks[2].bytes)
    guard let key = PrivateKey(der: issuerKey) else { throw damaged("its key cannot be read") }
    guard let issuer = X509Certificate(der: issuer), let root = X509Certificate(der: root) else {
      throw damaged("a certificate of it cannot be read")
    }
    guard issuer.belongs(to: key) else { throw damaged("its key is not its issuer's") }
    guard root.isSigned(by: root), issuer.isSigned(by: root) else {
      throw damaged("its root did not sign its issuer")
    }
    guard let hosts = issuer.permittedHosts, !hosts.isEmpty, root.permittedHosts == hosts else {
      throw damaged("its name constraints are missing or differ")
    }
    guard let ofRoot = root.validity, let ofIssuer = issuer.validity, ofRoot.overlaps(ofIssuer) else {
      throw damaged("it is never valid")
    }
    self.hosts = hosts.sorted()
    validity = ofRoot.clamped(to: ofIssuer)
  }

  /// PEM: the issuer's key, the issuer, the root. One file, so that it is replaced as one.
  var text: String {
    PEM.text(issuerKey, label: PEM.privateKey) + PEM.text(issuer, label: PEM.certificate)
      + PEM.text(root, label: PEM.certificate)
  }
}
