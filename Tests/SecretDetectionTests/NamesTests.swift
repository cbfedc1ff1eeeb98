import SecretDetection
import Testing

/// Names alone, each with a value that would do for a credential.
struct NamesTests {
  private static let drawn = Array("q7Hd02mLz9Xc41Rt8Vb5".utf8)

  private func isSecret(_ name: String, role: ValueRole = .member, value: [UInt8] = drawn) -> Bool {
    !SecretDetector().detections(in: value, ValueContext(role: role, names: [name])).isEmpty
  }

  @Test(arguments: [
    "password", "newPassword", "PASSWORD", "user[password]", "Login/@password", "smtp_password", "passwd", "db_pass",
    "password2", "dbpassword", "password_confirmation", "passphrase", "client_secret", "clientSecret", "secrets",
    "X-Api-Key", "apiKey", "APIKey", "apikey", "secretAccessKey", "private_key", "X-Functions-Key", "accesstoken",
    "access_token", "X-Auth-Token", "JOB-TOKEN", "csrf_token", "jwt", "client_assertion", "SAMLResponse",
    "code_verifier", "secret_id", "sessionId", "JSESSIONID", "password_hash", "encrypted_password",
    "SECRET_KEY_BASE", "X-Amz-Signature", "X-Amz-Security-Token", "token_value", "device_code", "recovery_codes",
    "credentials", "integration_key", "routing_key",
  ])
  func `this name says that its value is secret`(name: String) { #expect(isSecret(name)) }

  @Test(arguments: [
    "next_page_token", "nextPageToken", "NextContinuationToken", "sync_token", "token_type", "issued_token_type",
    "max_tokens", "token_url", "token_id", "key_id", "kid", "key_name", "public_key", "publishable_key",
    "public_token", "client_side_token", "primary_key", "sort_key", "cache_key", "key", "lookup_key",
    "Idempotency-Key", "Sec-WebSocket-Key", "monkey", "keyword", "author", "authority", "auth_method", "api_version",
    "password_policy", "password_changed_at", "secret_name", "secret_arn", "client_id", "state", "signature",
    "fingerprint", "cursor", "token_expires_at", "code", "id", "session", "", "7", "withCredentials",
    "X-Amz-Credential", "ClientRequestToken", "country_code",
  ])
  func `this name says nothing`(name: String) { #expect(!isSecret(name)) }

  @Test(arguments: [
    "", "null", "true", "false", "********", "xxxxxxxx", "<your-token>", "{{api.token}}", "${API_KEY}", "$API_KEY",
    "%API_KEY%", "[FILTERED]", "YOUR_API_KEY", "process.env.API_KEY", "sk_live_****1234", "abcd…wxyz", "REDACTED",
    "tokenREDACTEDtoken7", "00000000-0000-4000-8000-000000000012", "00000000000000000007", "{token_id}",
  ])
  func `this value is none, whatever its name`(value: String) {
    for name in ["password", "api_key", "token", "Authorization"] {
      #expect(!isSecret(name, value: Array(value.utf8)), "\(name)")
    }
  }

  @Test func `a short password is one, a short code is one, and a number is no token`() {
    #expect(isSecret("password", value: Array("pebble".utf8)))
    #expect(isSecret("otp", value: Array("317292".utf8)))
    #expect(!isSecret("token", value: Array("28288".utf8)))
    #expect(!isSecret("otp", value: Array("required".utf8)))
    #expect(!isSecret("api_key", value: Array("https://example.com/keys".utf8)))
  }

  @Test func `words under a password are a passphrase, what is said of one is not`() {
    #expect(isSecret("password", value: Array("ember fjord cedar maple".utf8)))
    #expect(!isSecret("password", value: Array("must have at least eight characters".utf8)))
    #expect(!isSecret("password", value: Array("The one that you chose for this account".utf8)))
    let context = ValueContext(role: .member, names: ["errors", "password", "0"])
    #expect(SecretDetector().detections(in: Array("fjord cedar".utf8), context).isEmpty)
  }

  @Test func `the elements of a secret array are secret, and of an object under a secret name all that is inside`() {
    let codes = ValueContext(role: .member, names: ["recovery_codes", "3"])
    #expect(SecretDetector().detections(in: Array("8f3k-22qp".utf8), codes).map(\.range) == [0..<9])
    let detector = SecretDetector()
    #expect(detector.isSecretContainer(ValueContext(role: .member, names: ["data", "client_secret"])))
    #expect(!detector.isSecretContainer(ValueContext(role: .member, names: ["data", "tokens"])))
    #expect(!detector.isSecretContainer(ValueContext(role: .member, names: ["errors", "password"])))
    #expect(!detector.isSecretContainer(ValueContext(role: .member, names: ["credentials"])))
  }

  @Test func `the scheme of a token stays`() throws {
    let value = Array("Bearer ".utf8) + Self.drawn
    for name in ["Authorization", "X-Auth-Token"] {
      let found = SecretDetector().detections(in: value, ValueContext(role: .header, names: [name]))
      #expect(found.map(\.range) == [7..<27], "\(name)")
    }
  }

  @Test func `of signature version 4 the key's id and the signature go`() {
    let id = "AKIA" + String(repeating: "Q", count: 16), signature = String(repeating: "a1", count: 32)
    let value =
      "AWS4-HMAC-SHA256 Credential=\(id)/20260101/eu/ses/aws4_request, SignedHeaders=host, Signature=\(signature)"
    let bytes = Array(value.utf8)
    let found = SecretDetector().detections(in: bytes, ValueContext(role: .header, names: ["authorization"]))
    #expect(found.map { String(decoding: bytes[$0.range], as: UTF8.self) } == [id, signature])
  }

  @Test func `an authorization code is one by its neighbours`() {
    let detector = SecretDetector(), value = Array("Ab12Cd".utf8)
    func found(_ siblings: [String], _ role: ValueRole = .query) -> Int {
      detector.detections(in: value, ValueContext(role: role, names: ["code"], siblings: siblings)).count
    }
    #expect(found(["code", "state"]) == 1)
    #expect(found(["code", "message"]) == 0)
  }

  @Test func `the private part of a key is one beside its kind`() {
    let value = Array(String(repeating: "aB3", count: 14).utf8)
    let detector = SecretDetector()
    #expect(
      detector.detections(in: value, ValueContext(role: .member, names: ["d"], siblings: ["kty", "d"])).count == 1)
    #expect(detector.detections(in: value, ValueContext(role: .member, names: ["x"], siblings: ["kty", "x"])).isEmpty)
    #expect(detector.detections(in: value, ValueContext(role: .member, names: ["d"], siblings: ["c"])).isEmpty)
  }
}
