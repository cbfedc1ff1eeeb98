import SecretDetection
import Testing

struct SecretDetectorTests {
  private func taken(_ value: String, _ context: ValueContext) -> [String] {
    let bytes = Array(value.utf8)
    return SecretDetector().detections(in: bytes, context).map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }

  @Test func `a detection says what it is by`() {
    let found = SecretDetector().detections(
      in: Array("pebble66".utf8), ValueContext(role: .member, names: ["user", "password"]))
    #expect(
      found == SecretDetector().detections(in: Array("pebble66".utf8), ValueContext(role: .form, names: ["password"])))
    #expect(found.map(\.range) == [0..<8])
    #expect(found.map(\.rule) == ["name:password"])
    #expect(found.map(\.name) == ["password"])
    #expect(found.map(\.confidence) == [.medium])
  }

  @Test(arguments: [
    ("sid", "ab12CD34ef56gh78"), ("_session", "s%3Aab12CD34ef56gh78"), ("connect.sid", "-gEbQ-dtGlEx4"),
    ("unknown", "ab12CD34ef56gh78"),
  ])
  func `this cookie is a credential`(name: String, value: String) {
    #expect(taken(value, ValueContext(role: .cookie, names: [name])) == [value])
  }

  @Test(arguments: [
    ("theme", "dark"), ("lang", "en"), ("mode", "imported"), ("plan", "enterprise"), ("uid", "12345678"),
    ("_ga", "GA1.2.494444786.8371524361"), ("seen", "2026-01-01"), ("from", "/pricing/teams"),
    ("type", "application/json"), ("host", "shop.example.com"), ("AWSALB", "ab12CD34ef56gh78ij90"), ("empty", ""),
  ])
  func `this cookie is none`(name: String, value: String) {
    #expect(taken(value, ValueContext(role: .cookie, names: [name])) == [])
  }

  @Test func `of cookie fields the pairs' values go and attributes stay`() {
    #expect(
      taken("theme=dark; sid=ab12CD34ef56; lang=en", ValueContext(role: .header, names: ["Cookie"])) == ["ab12CD34ef56"]
    )
    #expect(
      taken("sid=ab12CD34ef56; Path=/ab12CD34ef56; Secure", ValueContext(role: .header, names: ["Set-Cookie"]))
        == ["ab12CD34ef56"])
  }

  @Test func `Set-Cookie fields that were joined by line feeds are read one by one`() {
    let value = "sid=ab12CD34ef56; Path=/\ntheme=dark\ntoken=gh78IJ90kl12; Secure"
    #expect(taken(value, ValueContext(role: .header, names: ["set-cookie"])) == ["ab12CD34ef56", "gh78IJ90kl12"])
    let bare = "sid=ab12CD34ef56\ntoken=gh78IJ90kl12"
    #expect(taken(bare, ValueContext(role: .header, names: ["set-cookie"])) == ["ab12CD34ef56", "gh78IJ90kl12"])
  }

  @Test func `a stand-in is known with its signs escaped`() {
    let field = "__Host-session=r%3AEdaCt0Ed000REdactEd0Re00da0-CTEd.RedacT0E0DrEd0A00CteD3; Secure"
    #expect(taken(field, ValueContext(role: .header, names: ["Set-Cookie"])) == [])
  }

  @Test func `challenges and lists of fields are never secret`() {
    for name in ["WWW-Authenticate", "Vary", "Access-Control-Allow-Headers"] {
      #expect(taken("Digest realm=\"a\", token=\"ab12CD34ef56\"", ValueContext(role: .header, names: [name])) == [])
    }
  }

  @Test func `ids that are called tokens are none`() {
    let id = "94edf12e-c8ad-4b30-9c93-031b9cb5c512"
    #expect(taken(id, ValueContext(role: .header, names: ["Keygen-Token"])) == [])
    #expect(taken(id, ValueContext(role: .header, names: ["X-Acme-Token"])) == [id])
  }

  @Test func `segments that grant something are taken by host or by what stands before`() {
    func path(_ value: String, _ names: [String], _ host: String = "api.example.com") -> [String] {
      taken(value, ValueContext(role: .path, names: names, host: host))
    }
    let random = "ISMjaktJmqEx4pLzr3"
    #expect(path(random, ["users", "confirm"]) == [random])
    #expect(path(random, ["users"]) == [])
    #expect(path("passwords", ["users", "confirm"]) == [])
    #expect(path(random, ["services", "T1", "B1"], "hooks.slack.com") == [random])
    #expect(path("bot123456789:A" + random + random.dropLast(2), []) == ["123456789:A" + random + random.dropLast(2)])
  }

  @Test func `what looks drawn in an unknown header, a path or under a vague name is suspect`() {
    let random = Array("q7Hd02mLz9Xc41Rt8Vb5".utf8), detector = SecretDetector()
    func reason(_ role: ValueRole, _ name: String, _ value: [UInt8]) -> String? {
      detector.suspicion(of: value, ValueContext(role: role, names: [name]))
    }
    #expect(reason(.header, "X-Acme-Thing", random) == "a long random value in a header")
    #expect(reason(.member, "key", random) == "a long random value named `key`")
    #expect(reason(.path, "items", random) == "a long random path segment")
    #expect(reason(.header, "X-Request-Id", random) == nil)
    #expect(reason(.member, "name", random) == nil)
    #expect(reason(.member, "key", Array("velvet-maple-tundra-2494".utf8)) == nil)
  }
}
