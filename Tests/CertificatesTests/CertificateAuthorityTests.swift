import Certificates
import Clocks
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct CertificateAuthorityTests {
  static let start = CertificateStoreTests.start

  @Test func `a host's certificate is made once, and all have one key`() throws {
    let authority = try Authority(at: Self.start).store.authority(for: [Authority.keygen, Authority.paddle])
    let first = try authority.certificate(for: Authority.keygen)
    #expect(try authority.certificate(for: Authority.keygen) == first)
    let other = try authority.certificate(for: Authority.paddle)
    #expect(other.privateKey == first.privateKey)
    #expect(other.chain[0] != first.chain[0])
    #expect(other.chain[1] == first.chain[1])
  }

  @Test func `a host that is not covered gets none`() throws {
    let authority = try Authority(at: Self.start).store.authority(for: [Authority.keygen])
    for name in ["keygen.sh", "evil.example", "xapi.keygen.sh"] {
      #expect(throws: CertificateError.notCovered(host: name)) {
        try authority.certificate(for: Authority.host(name))
      }
    }
  }

  @Test func `a certificate that is about to expire is made again`() throws {
    let clock = VirtualClock(at: Self.start)
    let folder = try TemporaryFolder()
    let store = CertificateStore("\(folder.path)/ca", clock: clock, random: SeededGenerator(seed: 1))
    let authority = try store.authority(for: [Authority.keygen])
    let first = try authority.certificate(for: Authority.keygen)
    clock.wait(until: Self.start + CertificateStoreTests.days(392))
    #expect(try authority.certificate(for: Authority.keygen) == first)
    clock.wait(until: Self.start + CertificateStoreTests.days(394))
    #expect(try authority.certificate(for: Authority.keygen) != first)
    clock.wait(until: Self.start + CertificateStoreTests.days(3647))
    let last = try authority.certificate(for: Authority.keygen)
    #expect(try authority.certificate(for: Authority.keygen) == last)
    clock.wait(until: Self.start + CertificateStoreTests.days(3649))
    #expect(throws: CertificateError.notValid) { try authority.certificate(for: Authority.keygen) }
  }

  @Test func `serial numbers are sixteen bytes, positive, and never the same`() throws {
    let authority = try Authority(at: Self.start)
    let made = try authority.store.authority(for: [Authority.host("example.com")])
    var serials: Set<String> = []
    for number in 0..<20 {
      let leaf = try made.certificate(for: Authority.host("h\(number).example.com")).chain[0]
      let path = try authority.write([leaf], to: "leaf.pem")
      let serial = try Authority.openssl("x509", "-in", path, "-noout", "-serial").output
      #expect(serial.wholeMatch(of: #/serial=[4-7][0-9A-F]{31}\n/#) != nil, "\(serial)")
      serials.insert(serial)
    }
    #expect(serials.count == 20)
  }

  @Test(arguments: [
    ("api.keygen.sh", "api.keygen.sh"), ("API.Keygen.SH.", "api.keygen.sh"), ("a_b.example", "a_b.example"),
    ("localhost", "localhost"), ("xn--bcher-kva.example", "xn--bcher-kva.example"),
  ]) func `names are read in lower case`(text: String, name: String) {
    #expect(HostName(text)?.text == name)
  }

  @Test(arguments: [
    "", ".", "a..b", "-a.example", "a-.example", "*.example.com", "a,DNS:b.example", "a b", "127.0.0.1", "::1",
    "10.1", "0x7f", "bücher.example", "a\0b", String(repeating: "a", count: 64) + ".example",
    String(repeating: "abc.", count: 70) + "example",
  ]) func `what is no name of a host is none`(text: String) { #expect(HostName(text) == nil) }
}
