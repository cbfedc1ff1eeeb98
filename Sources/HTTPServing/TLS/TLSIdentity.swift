/// What a server shows to clients that speak TLS with it.
public struct TLSIdentity: Hashable, Sendable {
  /// DER: the server's own certificate, then those that lead from it to a root, which is not among them.
  public var chain: [[UInt8]]
  /// Of the first certificate: PKCS #8, DER.
  public var privateKey: [UInt8]

  public init(chain: [[UInt8]], privateKey: [UInt8]) {
    self.chain = chain
    self.privateKey = privateKey
  }
}
