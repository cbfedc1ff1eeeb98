import Certificates
import Clocks
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct TrustStoreTests {
  /// Two certificates as a system keeps them, between comments.
  static func system(_ folder: TemporaryFolder) throws -> String {
    var text = "# roots\n"
    for name in ["one", "two"] {
      text +=
        try Authority.openssl(
          "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "/dev/null",
          "-subj", "/CN=\(name)", "-days", "30"
        ).output + "\n"
    }
    try folder.write(text + "# end", to: "system.pem")
    return "\(folder.path)/system.pem"
  }

  @Test func `the bundle is the system's roots and ours`() throws {
    let authority = try Authority()
    let made = try authority.store.authority(for: [Authority.keygen])
    let system = try Self.system(authority.folder)
    let bundle = try made.export(as: .bundle, systemRoots: ["/nowhere", system])
    #expect(
      String(decoding: bundle, as: UTF8.self) == (try authority.folder.text("system.pem")) + "\n" + made.rootPEM)
    #expect(try made.export(as: .pem) == Array(made.rootPEM.utf8))
  }

  @Test func `without roots of the system there is no bundle`() throws {
    let made = try Authority().store.authority(for: [Authority.keygen])
    #expect(throws: CertificateError.noSystemRoots(searched: ["/nowhere"])) {
      try made.export(as: .bundle, systemRoots: ["/nowhere"])
    }
  }

  @Test func `the system's roots can be left out`() throws {
    let made = try Authority().store.authority(for: [Authority.keygen])
    #expect(try made.export(as: .bundle, systemRoots: nil) == Array(made.rootPEM.utf8))
    #expect(try made.export(as: .jks, systemRoots: nil).count < made.root.count + 100)
  }

  static let hasKeytool = (try? Subprocess.run("keytool", ["-help"]))?.status == 0

  @Test(.enabled(if: hasKeytool, "keytool of a Java is not installed"))
  func `Java's keytool reads the key store and finds its digest right`() throws {
    let authority = try Authority()
    let made = try authority.store.authority(for: [Authority.keygen])
    let system = try Self.system(authority.folder)
    try authority.folder.write(try made.export(as: .jks, systemRoots: [system]), to: "trust.jks")
    let store = "\(authority.folder.path)/trust.jks"
    let listed = try Subprocess.run("keytool", ["-list", "-keystore", store, "-storepass", "changeit"])
    #expect(listed.output.contains("Keystore type: JKS"), "\(listed.output)")
    #expect(listed.output.contains("contains 3 entries"))
    let exported = try Subprocess.run(
      "keytool", ["-exportcert", "-rfc", "-keystore", store, "-storepass", "changeit", "-alias", "tapedeck-1"])
    #expect(exported.output.replacing("\r\n", with: "\n") == made.rootPEM)
    let wrong = try Subprocess.run("keytool", ["-list", "-keystore", store, "-storepass", "another"])
    #expect(wrong.status != 0)
  }
}
