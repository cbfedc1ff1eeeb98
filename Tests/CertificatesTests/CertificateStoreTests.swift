import Certificates
import Clocks
import Files
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct CertificateStoreTests {
  static let start = Instant(millisecondsSince1970: 1_790_000_000_000)

  static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }

  @Test func `the first authority is made, the next process loads it`() throws {
    let authority = try Authority(at: Self.start)
    let first = try authority.store.authority(for: [Authority.paddle, Authority.keygen])
    #expect(first.making == .first)
    #expect(first.hosts == [Authority.keygen, Authority.paddle])
    let second = try authority.store(at: Self.start + Self.days(1)).authority(for: [Authority.keygen])
    #expect(second.making == nil)
    #expect(second.root == first.root)
    #expect(second.hosts == first.hosts)
    #expect(try authority.folder.text("ca/root.pem") == first.rootPEM)
  }

  @Test func `a host more makes a new root, which covers the earlier hosts as well`() throws {
    let authority = try Authority(at: Self.start)
    let first = try authority.store.authority(for: [Authority.keygen])
    let second = try authority.store.authority(for: [Authority.paddle])
    #expect(second.making == .moreHosts([Authority.paddle]))
    #expect(second.hosts == [Authority.keygen, Authority.paddle])
    #expect(second.root != first.root)
    #expect(try authority.folder.text("ca/root.pem") == second.rootPEM)
  }

  @Test func `a host below one that is covered needs no new root, and one that covers others replaces them`() throws {
    let authority = try Authority(at: Self.start)
    _ = try authority.store.authority(for: [Authority.keygen])
    let wide = try authority.store.authority(for: [Authority.host("keygen.sh")])
    #expect(wide.hosts == [Authority.host("keygen.sh")])
    #expect(try authority.store.authority(for: [Authority.keygen]).making == nil)
  }

  @Test func `an authority that expires within a month is made again`() throws {
    let authority = try Authority(at: Self.start)
    _ = try authority.store.authority(for: [Authority.keygen])
    let end = Self.days(3648)
    #expect(
      try authority.store(at: Self.start + end - Self.days(31)).authority(for: [Authority.keygen]).making == nil)
    #expect(
      try authority.store(at: Self.start + end - Self.days(29)).authority(for: [Authority.keygen]).making
        == .expiring)
  }

  @Test func `renewing keeps only the hosts that are named`() throws {
    let authority = try Authority(at: Self.start)
    let first = try authority.store.authority(for: [Authority.keygen, Authority.paddle])
    let second = try authority.store.renew(for: [Authority.paddle])
    #expect(second.making == .asked)
    #expect(second.hosts == [Authority.paddle])
    #expect(second.root != first.root)
    #expect(throws: CertificateError.noHosts) { try authority.store.renew(for: []) }
  }

  @Test func `nobody but the user may read the key`() throws {
    let authority = try Authority(at: Self.start)
    _ = try authority.store.authority(for: [Authority.keygen])
    let path = "\(authority.store.folder)/authority.pem"
    let modes = try Subprocess.run("stat", ["-c", "%a", authority.store.folder, path]).output
    #expect(modes == "700\n600\n")
    _ = try Subprocess.run("chmod", ["640", path])
    #expect(throws: CertificateError.exposed(file: path, mode: "640")) {
      try authority.store.authority(for: [Authority.keygen])
    }
    #expect(try authority.store.renew(for: [Authority.keygen]).making == .asked)
    #expect(try authority.store.authority(for: [Authority.keygen]).making == nil)
  }

  @Test func `the root's key is nowhere`() throws {
    let authority = try Authority()
    let made = try authority.store.authority(for: [Authority.keygen])
    let kept = try authority.folder.files()
    #expect(kept.keys.sorted() == ["ca/authority.pem", "ca/root.pem"])
    let text = try authority.folder.text("ca/authority.pem")
    #expect(text.components(separatedBy: "PRIVATE KEY-----").count == 3)
    let key = try Authority.openssl("pkey", "-in", "\(authority.store.folder)/authority.pem", "-pubout").output
    let root = try Authority.openssl("x509", "-in", authority.store.rootPath, "-noout", "-pubkey").output
    let issuer = try authority.write([made.certificate(for: Authority.keygen).chain[1]], to: "issuer.pem")
    #expect(try Authority.openssl("x509", "-in", issuer, "-noout", "-pubkey").output == key)
    #expect(root != key)
  }

  /// What is wrong with the file, by how it was spoilt.
  static let damages: [(String, @Sendable (String) -> String)] = [
    ("it should hold a private key and two certificates", { _ in "" }),
    ("it should hold a private key and two certificates", { String($0.prefix(600)) }),
    ("its key cannot be read", { $0.replacing("PRIVATE KEY-----\nMIGH", with: "PRIVATE KEY-----\nAAAA") }),
    ("a certificate of it cannot be read", { $0.replacing("CERTIFICATE-----\nMI", with: "CERTIFICATE-----\nAA") }),
  ]

  @Test(arguments: damages.indices)
  func `a damaged file is named with the next command`(index: Int) throws {
    let (reason, spoil) = Self.damages[index]
    let authority = try Authority(at: Self.start)
    _ = try authority.store.authority(for: [Authority.keygen])
    let path = "\(authority.store.folder)/authority.pem"
    try authority.folder.write(spoil(try authority.folder.text("ca/authority.pem")), to: "ca/authority.pem")
    let error = #expect(throws: CertificateError.self) { try authority.store.authority(for: [Authority.keygen]) }
    #expect(error?.description == "\(path): not a certificate authority: \(reason)")
    #expect(error?.next == "tapedeck ca renew")
  }

  @Test func `the key of one authority beside the certificates of another is not taken`() throws {
    let one = try Authority(at: Self.start), other = try Authority(at: Self.start)
    _ = try one.store.authority(for: [Authority.keygen])
    _ = try other.store.authority(for: [Authority.keygen])
    let end = "-----END PRIVATE KEY-----\n"
    let texts = try [one, other].map { try $0.folder.text("ca/authority.pem").components(separatedBy: end) }
    try one.folder.write(texts[0][0] + end + texts[1][1], to: "ca/authority.pem")
    let error = #expect(throws: CertificateError.self) { try one.store.authority(for: [Authority.keygen]) }
    #expect(error?.reason == "not a certificate authority: its key is not its issuer's")
  }

  @Test func `those who come at the same time get the same authority`() async throws {
    let authority = try Authority(at: Self.start)
    let roots = try await onOwnThreads {
      try await withThrowingTaskGroup(of: [UInt8].self) { group in
        for _ in 0..<8 { group.addTask { try authority.store.authority(for: [Authority.keygen]).root } }
        return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
      }
    }
    #expect(roots.count == 1)
  }

  @Test func `a folder that cannot be made is named`() throws {
    let store = CertificateStore("/proc/ca", clock: RealClock(), random: SeededGenerator(seed: 1))
    let error = #expect(throws: CertificateError.self) { try store.authority(for: [Authority.keygen]) }
    #expect(error?.path == "/proc/ca")
    #expect(error?.next == "ls -ld /proc/ca")
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [String] {
    split(separator: Array(separator), omittingEmptySubsequences: false).map { String($0) }
  }
}
