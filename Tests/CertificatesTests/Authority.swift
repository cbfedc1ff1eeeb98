import Certificates
import Clocks
import TestSupport

/// Where certificates are made in tests: a folder of its own, a clock that stands still, numbers that are drawn.
struct Authority {
  static let keygen = host("api.keygen.sh"), paddle = host("api.paddle.com")

  let folder: TemporaryFolder
  var store: CertificateStore

  /// `date` is today where tools are asked that look at the real clock.
  init(at date: Instant = RealClock().now, seed: UInt64 = 1) throws {
    folder = try TemporaryFolder()
    store = CertificateStore("\(folder.path)/ca", clock: FrozenClock(at: date), random: SeededGenerator(seed: seed))
  }

  /// The same folder at another time.
  func store(at date: Instant) -> CertificateStore {
    CertificateStore(store.folder, clock: FrozenClock(at: date), random: SeededGenerator(seed: 2))
  }

  static func host(_ text: String) -> HostName {
    guard let host = HostName(text) else { preconditionFailure("\(text) is no host") }
    return host
  }

  /// Writes DER as the tools read it, and gives the path.
  func write(_ certificates: [[UInt8]], to name: String) throws -> String {
    var text = ""
    for certificate in certificates {
      let der = try TemporaryFolder()
      try der.write(certificate, to: "der")
      text += try Authority.openssl("x509", "-inform", "DER", "-in", "\(der.path)/der").output
    }
    try folder.write(text, to: name)
    return "\(folder.path)/\(name)"
  }

  func write(key: [UInt8], to name: String) throws -> String {
    try folder.write(key, to: name + ".der")
    let path = "\(folder.path)/\(name)"
    _ = try Authority.openssl("pkey", "-inform", "DER", "-in", path + ".der", "-out", path)
    return path
  }

  static func openssl(_ arguments: String...) throws -> Subprocess.Result {
    try Subprocess.run("openssl", arguments)
  }

  /// What somebody could make who has stolen the issuer's key: chain and key for any host.
  func forged(for alternativeName: String) throws -> (chain: String, key: String) {
    let key = "\(folder.path)/forged.key", request = "\(folder.path)/forged.csr"
    let stolen = "\(store.folder)/authority.pem"
    _ = try Authority.openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", key)
    _ = try Authority.openssl("req", "-new", "-key", key, "-subj", "/O=Thief", "-out", request)
    try folder.write(
      """
      basicConstraints=critical,CA:FALSE
      keyUsage=critical,digitalSignature
      extendedKeyUsage=serverAuth
      subjectKeyIdentifier=hash
      authorityKeyIdentifier=keyid:always
      subjectAltName=\(alternativeName)

      """, to: "forged.cnf")
    let made = try Authority.openssl(
      "x509", "-req", "-in", request, "-CA", stolen, "-CAkey", stolen, "-days", "30", "-sha256", "-extfile",
      "\(folder.path)/forged.cnf")
    let issuer = try Authority.openssl("x509", "-in", stolen)
    try folder.write(made.output + issuer.output, to: "forged.pem")
    return ("\(folder.path)/forged.pem", key)
  }
}
