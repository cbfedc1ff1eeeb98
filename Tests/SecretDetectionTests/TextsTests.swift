import SecretDetection
import Testing

/// What is found in texts that have no form of their own.
struct TextsTests {
  private func taken(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return SecretDetector().detections(inText: bytes).map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }

  @Test(arguments: [
    ("APP=x\nDB_PASSWORD=Pebble-41\nPORT=1\n", "Pebble-41"), ("export API_TOKEN=ab12cd34ef\n", "ab12cd34ef"),
    ("spring:\n  password: Pebble 41 grove\n", "Pebble 41 grove"),
    ("aws_secret_access_key = ab/12+CD34ef56", "ab/12+CD34ef56"),
    (#"{"user":"u","password":"Pe\"b41"}"#, #"Pe\"b41"#), (#"{\"token\":\"ab12cd34ef\"}"#, "ab12cd34ef"),
    (#"let password: String = "Pebble-41""#, "Pebble-41"), (#":client_secret => "ab12cd34ef","#, "ab12cd34ef"),
    ("Server=db;Uid=app;Pwd=Pebble;Encrypt=true", "Pebble"), ("a=1&password=pebble&b=2", "pebble"),
    ("<Login><Password>Pebble-41</Password></Login>", "Pebble-41"),
    (#"<input type="hidden" name="csrf_token" value="ab12cd34ef">"#, "ab12cd34ef"),
    ("$ curl -u ada:Pebble-41 https://example.com/", "Pebble-41"),
    ("curl https://example.com/ -H 'x: y' --user 'ada:Pebble 41'", "Pebble 41"),
    ("> Authorization: Bearer ab12cd34ef56\n< HTTP/1.1 200 OK", "ab12cd34ef56"),
    (#"curl -H "Authorization: token ab12cd34ef56" https://example.com"#, "ab12cd34ef56"),
    ("> Cookie: theme=dark; sid=ab12CD34ef56gh78; lang=en\n", "ab12CD34ef56gh78"),
    ("it is Basic YWRhOlBlYmJsZQ== there", "YWRhOlBlYmJsZQ=="),
    ("dial mysql://root:Pebble%2141@db.example.com/shop: refused", "Pebble%2141"),
    ("redis://:Pebble-41@cache.example.com:6379/0", "Pebble-41"),
    ("jdbc:oracle:thin:scott/Pebble41@db:1521:x", "Pebble41"),
    ("jdbc:mysql://db.example.com/shop?user=app&password=Pebble41&x=1", "Pebble41"),
    ("open https://example.com/magic?token=ab12CD34ef56&x=1, please", "ab12CD34ef56"),
    ("https://app.example.com/cb?code=ab12CD34ef&state=xyz", "ab12CD34ef"),
    ("https://app.example.com/cb#access_token=ab12CD34ef&token_type=Bearer", "ab12CD34ef"),
    ("/cb?code=ab12CD34ef&state=xyz", "ab12CD34ef"), ("password=//ab12CD34ef", "//ab12CD34ef"),
    ("see https://a.test/b, https://b.test/c and https://c.test/d?token=ab12CD34ef", "ab12CD34ef"),
    ("see https://a.test/b and https://ada:ab12CD34ef@b.test/", "ab12CD34ef"),
    ("https://example.com/users/confirm/ISMjaktJmqEx4pLzr3", "ISMjaktJmqEx4pLzr3"),
    ("kind: Secret\nmetadata:\n  name: demo\ndata:\n  user: YWRh\n", "YWRh"),
    ("otpauth://totp/Demo:ada?secret=O7WEXAMPLEDB7DEX&issuer=Demo", "O7WEXAMPLEDB7DEX"),
  ])
  func `this alone is taken out`(text: String, secret: String) { #expect(taken(text) == [secret]) }

  @Test(arguments: [
    "Your password must be changed", "password: must have eight characters", "token = self.makeToken()",
    "func login(password: String, token: Token?)", "PASSWORD=${DB_PASSWORD}", "password: <your-password>",
    "postgres://user:password@localhost/db", "postgres://app:${PASSWORD}@db/x", "case password: return 1",
    "https://api.example.com/v1/items?pageToken=dbLwQW38aIXKaxrIM76nTSZd&limit=50", "mysql://app@db.example.com/shop",
    "token_type=Bearer&expires_in=3600", "kind: ConfigMap\ndata:\n  user: YWRh\n", "Cookie: theme=dark; lang=en",
    "authorization: none of this matters", "a == password", "x != token", "Basic knowledge", "bearer certificates",
    "http://[::1]:8080/a:b@c",
  ])
  func `nothing is taken out`(text: String) { #expect(taken(text) == []) }

  @Test func `two credentials of one line are two detections, in order`() {
    #expect(taken("a://u:Pebble-41@h/?password=Grove-42&x=1") == ["Pebble-41", "Grove-42"])
  }

  /// A text of nothing but this, read with all that the rules do at each; a second reading of what is behind a mark
  /// would take minutes.
  @Test(arguments: [
    "?", "\"", "{", "A", "==", ":=", "eyJ", "eyJ.", "://", "http://a/", "token=", "token:", "password=\"", "<password>",
    "Authorization:", "cookie:", "curl ", "Bearer ", "-----BEGIN PRIVATE KEY-----", "PuTTY-User-Key-File-2: ", "&a=b",
    "kind: Secret\n", "ya29.", "_secret_", "JQQJ99", "x@", ";jsessionid=", "%3D", "\\\\", "AKIA", "https://u:p@h?a=",
  ])
  func `a long text of this alone is read once`(unit: String) {
    let unit = Array(unit.utf8), size = unit.count == 1 ? 8 << 20 : 1 << 17
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size + unit.count)
    while bytes.count < size { bytes += unit }
    let found = SecretDetector().detections(inText: bytes)
    #expect(found.allSatisfy { $0.range.upperBound <= bytes.count })
  }
}
