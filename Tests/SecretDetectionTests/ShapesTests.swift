import Hashing
import SecretDetection
import Testing

/// Values made here from a mark and drawn letters: none of them is anyone's.
struct ShapesTests {
  /// A mark, and how many letters of which alphabet follow.
  struct Sample: CustomTestStringConvertible, Sendable {
    let id: String, parts: [String]
    var text: String { parts.joined() }
    /// Its mark is of signs, or `bot` may stand before it.
    var isFoundInAWord: Bool {
      ["pem-private-key", "stripe-client-secret", "telegram-bot-token", "password-hash"].contains(id)
    }
    var testDescription: String { id }
    init(_ id: String, _ parts: String...) { (self.id, self.parts) = (id, parts) }
  }

  /// Letters in a fixed order that looks like none.
  private static func drawn(_ count: Int, of alphabet: String) -> String {
    let letters = Array(alphabet.utf8)
    var state = UInt64(count) &* 0x9E37_79B9_7F4A_7C15 | 1
    return String(
      decoding: (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return letters[Int(state >> 33) % letters.count]
      }, as: UTF8.self)
  }
  private static func letters(_ count: Int) -> String {
    drawn(count, of: "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
  }
  private static func hex(_ count: Int) -> String { drawn(count, of: "0123456789abcdef") }
  private static func small(_ count: Int) -> String { drawn(count, of: "0123456789abcdefghijklmnopqrstuvwxyz") }
  private static func capitals(_ count: Int) -> String { drawn(count, of: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") }
  private static let uuid = [8, 4, 4, 4, 12].map(hex).joined(separator: "-")

  static let samples: [Sample] = [
    Sample("paddle-api-key", "pdl_live", "_apikey_", small(26), "_", letters(22), "_", letters(3)),
    Sample("paddle-webhook-secret", "pdl_ntf", "set_", small(26), "_", letters(32)),
    Sample("keygen-token", "admin", "-", hex(64), "v3"),
    Sample("keygen-license-key", (0..<5).map { _ in drawn(6, of: "0123456789ABCDEF") + "-" }.joined(), "V3"),
    Sample("keygen-license-key-signed", "key", "/", letters(60), ".", letters(86)),
    Sample("aws-access-key-id", "AKI", "A", capitals(16)),
    Sample("aws-session-token", "IQoJb3", "JpZ2lu", letters(300)),
    Sample("aws-bedrock-key", "AB", "SK", letters(128)),
    Sample("azure-storage-key", letters(76), "+A", "St", letters(6), "=="),
    Sample("azure-identifiable-32", letters(33), "+A", "Sb", letters(6), "="),
    Sample("azure-cask", letters(52), "JQQJ", "99", letters(26)),
    Sample("azure-entra-client-secret", letters(3), "8Q", "~", letters(34)),
    Sample("google-api-key", "AI", "za", letters(35)),
    Sample("google-oauth-access", "ya29", ".", letters(120)),
    Sample("google-client-secret", "GOC", "SPX-", letters(28)),
    Sample("github-classic", "gh", "p_", letters(36)),
    Sample("github-fine-grained", "github", "_pat_", letters(22), "_", letters(59)),
    Sample("gitlab-token", "gl", "pat-", letters(20)),
    Sample("npm-token", "np", "m_", letters(36)),
    Sample("pypi-token", "pypi-", "AgEIcHlwaS5vcmc", letters(120)),
    Sample("rubygems-key", "ruby", "gems_", hex(48)),
    Sample("dockerhub-token", "dckr", "_pat_", letters(27)),
    Sample("artifactory", "AK", "Cp", letters(69)),
    Sample("digitalocean-token", "dop", "_v1_", hex(64)),
    Sample("cloudflare-token", "cf", "ut_", letters(40), hex(8)),
    Sample("vault-token", "hv", "s.", letters(90)),
    Sample("terraform-cloud-token", letters(14), ".atlas", "v1.", letters(64)),
    Sample("databricks-token", "da", "pi", hex(32)),
    Sample("grafana-token", "gl", "sa_", letters(32), "_", hex(8)),
    Sample("newrelic-key", hex(32), "FFFF", "NRAL"),
    Sample("sentry-token", "sntr", "yu_", hex(64)),
    Sample("postman", "PMA", "K-", hex(24), "-", hex(34)),
    Sample("circleci", "CCI", "PAT_", letters(22), "_", hex(40)),
    Sample("atlassian-token", "ATA", "TT3", letters(186)),
    Sample("airtable", "pa", "t", letters(14), ".", hex(64)),
    Sample("linear", "lin_", "api_", letters(40)),
    Sample("hubspot", "pat-", "na1-", uuid),
    Sample("age-key", "AGE-SECRET", "-KEY-1", capitals(58)),
    Sample("openai-key", "sk-", "proj-", letters(74), "T3Blbk", "FJ", letters(74)),
    Sample("anthropic-key", "sk-", "ant-api03-", letters(93), "AA"),
    Sample("huggingface-token", "h", "f_", letters(34)),
    Sample("stripe-secret-key", "sk_", "live_", letters(24)),
    Sample("stripe-client-secret", "pi_", letters(24), "_sec", "ret_", letters(25)),
    Sample("webhook-secret-whsec", "whs", "ec_", letters(32)),
    Sample("square-token", "EA", "AA", letters(60)),
    Sample("shopify-token", "shp", "at_", hex(32)),
    Sample("plaid-token", "access-", "sandbox-", uuid),
    Sample("shippo", "shippo_", "live_", hex(40)),
    Sample("slack-token", "xo", "xb-", drawn(12, of: "0123456789"), "-", letters(24)),
    Sample("telegram-bot-token", drawn(10, of: "123456789"), ":", "A", letters(34)),
    Sample("sendgrid-key", "S", "G.", letters(22), ".", letters(43)),
    Sample("mailgun-key", "ke", "y-", hex(32)),
    Sample("mailchimp-key", hex(32), "-u", "s12"),
    Sample("brevo-key", "xkey", "sib-", hex(64), "-", letters(16)),
    Sample("resend-key", "r", "e_", letters(8), "_", letters(24)),
    Sample("facebook-token", "EA", "AC", letters(120)),
    Sample("password-hash", "$2", "b$", "10$", letters(53)),
    Sample("jwt", token(#"{"alg":"ES256","typ":"JWT"}"#, #"{"sub":"u-1","exp":1769794100}"#)),
    Sample("pem-private-key", "-----BEGIN EC", " PRIVATE KEY-----\n", letters(64), "\n-----END EC PRIVATE KEY-----"),
  ]

  private static func token(_ header: String, _ claims: String) -> String {
    let parts = [header, claims].map { Base64.encode(Array($0.utf8)).filter { $0 != "=" } }
    return parts.joined(separator: ".") + "." + letters(43)
  }

  @Test(arguments: samples)
  func `a credential of this shape is found in the middle of a sentence, from its first to its last byte`(
    sample: Sample
  ) {
    let text = Array("it was (\(sample.text)) then".utf8)
    let found = SecretDetector().detections(inText: text)
    #expect(found.map { String(decoding: text[$0.range], as: UTF8.self) } == [sample.text])
    #expect(found.map(\.rule) == ["shape:\(sample.id)"])
  }

  @Test(arguments: samples)
  func `it is found as a whole value whose name says nothing`(sample: Sample) {
    let value = Array(sample.text.utf8)
    let found = SecretDetector().detections(in: value, ValueContext(role: .member, names: ["data", "value"]))
    #expect(found.map(\.range) == [0..<value.count])
  }

  @Test(arguments: samples.filter { !$0.isFoundInAWord })
  func `it is none where letters stand before it`(sample: Sample) {
    #expect(SecretDetector().detections(inText: Array("aaaa\(sample.text) ".utf8)).isEmpty)
  }

  @Test func `it is none where more letters follow than its kind has`() {
    for text in ["AI" + "za" + Self.letters(36), "gh" + "p_" + Self.letters(260), "AKI" + "A" + Self.capitals(17)] {
      #expect(SecretDetector().detections(inText: Array(text.utf8)).isEmpty, "\(text)")
    }
  }

  @Test func `look-alikes are none`() {
    let harmless = [
      Self.uuid, Self.hex(40), Self.hex(64), "sha256:" + Self.hex(64), "pk_" + "live_" + Self.letters(24),
      "AROA" + Self.capitals(16), "AC" + Self.hex(32), "req_" + Self.letters(16), "ctm_01" + Self.small(24),
      "eyJ" + Self.letters(60), "live_" + Self.hex(27), "https://example.com/a/b?page=2&cursor=" + Self.letters(30),
      "The bearer of this letter", "Basic training is required", "author: Ada Lindqvist",
      "secret: the garden is closed",
      "-----BEGIN PUBLIC KEY-----\n" + Self.letters(64) + "\n-----END PUBLIC KEY-----", "sk_live_" + "****" + "1234",
      "user-agent: curl", "token-based", "velvet-maple-tundra-2494", "2026-01-01T00:00:00Z", "git@example.com:a/b.git",
      "https://example.com:8443/@ember/velvet", "ssh://git@git.example.com/ember", "e.token=t.key||null}(gkk,{});",
      "password: String", "let token = nextToken()", "if password == other {", "token: token,",
      "api_key = os.environ[X]",
    ]
    for text in harmless { #expect(SecretDetector().detections(inText: Array(text.utf8)).isEmpty, "\(text)") }
  }

  @Test func `a token whose first part is no header is a cursor`() {
    let cursor = Self.token(#"{"created":"2026-01-01","id":"7"}"#, #"{"page":2,"size":100}"#)
    #expect(SecretDetector().detections(inText: Array(cursor.utf8)).isEmpty)
  }

  @Test func `a credential after an escape is found`() {
    let key = "sk_" + "live_" + Self.letters(24)
    for before in [#"\n"#, "%3D", #"\u0022"#] {
      let text = Array((before + key).utf8)
      #expect(SecretDetector().detections(inText: text).map(\.range) == [before.utf8.count..<text.count], "\(before)")
    }
  }
}
