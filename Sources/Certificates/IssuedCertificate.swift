/// What a server shows to those who ask for one host.
public struct IssuedCertificate: Hashable, Sendable {
  /// DER: the host's own certificate, then its issuer's. The root is not sent, clients have it.
  public let chain: [[UInt8]]
  /// Of the host's certificate: PKCS #8, DER.
  public let privateKey: [UInt8]
}
