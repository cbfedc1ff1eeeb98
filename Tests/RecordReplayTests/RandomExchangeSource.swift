import HTTPModel
import TestSupport

/// Draws exchanges: harmless values in the oddest spellings, and one to three secrets, each given away by a name or by
/// nothing, and repeated where nothing says what they are.
struct RandomExchangeSource {
  typealias Template = RandomExchange.Template
  var random: SeededGenerator
  var exchange = RandomExchange()

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func next() -> RandomExchange {
    exchange = RandomExchange()
    for _ in 0...random.below(3) { exchange.secrets.append(secret(random.oneIn(2))) }
    let isGiven = !random.oneIn(5)
    request(isGiven)
    response(isGiven)
    return exchange
  }

  /// Kinds of letters take turns, so that none looks like a word.
  private mutating func secret(_ isPlain: Bool) -> String {
    let kinds = ["ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnopqrstuvwxyz", "23456789"].map { $0.map(String.init) }
    let marks =
      isPlain ? ["", "-", "_", "."] : ["/", "+", "=", "%", "&", " ", "é", "\"", "\\", "<", "'", "~", "{", "ü+/"]
    func run(_ count: Int, _ random: inout SeededGenerator) -> String {
      (0..<count).map { random.pick(kinds[$0 % 3]) }.joined()
    }
    return run(9 + random.below(14), &random) + random.pick(marks) + run(9, &random)
  }

  /// The index of one that may stand where only letters, digits and `-_.` do; nil where there is none.
  mutating func plainSecret() -> Int? {
    let plain = exchange.secrets.indices.filter { index in
      exchange.secrets[index].utf8.allSatisfy {
        $0 < 128 && ($0 | 32 >= 97 && $0 | 32 <= 122 || "-_.".utf8.contains($0) || (48...57).contains($0))
      }
    }
    return plain.isEmpty ? nil : random.pick(plain)
  }

  mutating func anySecret() -> Int { random.below(exchange.secrets.count) }

  private static let words = [
    "green", "apple-12", "a/b", "1e3", "x=y", "2026-01-01", "https://x.test/?p=2", "en-GB", "*/*", "7", "W/\"3\"",
  ]
  private static let items = [
    "page=2", "q=a+b", "q=%7e%2F", "flag", "empty=", "q=", "sort=-created", "%6e=1", "a%20b=c", "x=1=2", "lang=de",
    "tpl={{name}}",
  ]

  // MARK: the request

  private mutating func request(_ isGiven: Bool) {
    exchange.target = Template("/" + random.pick(["things", "a/b", "x%20y", "v1/%7Eu", "a//b"]))
    if random.oneIn(3) { exchange.target = exchange.target + Template("/") + Template(secret: anySecret(), .percent) }
    var items = (0..<random.below(4)).map { _ in Template(random.pick(Self.items)) }
    if isGiven, random.oneIn(2) {
      let index = anySecret()
      exchange.given.insert(index)
      items.append(
        Template(random.pick(["access_token=", "api_key=", "client_secret="])) + Template(secret: index, .percent))
    }
    if random.oneIn(2) { items.append(Template("n=") + Template(secret: anySecret(), .percent)) }
    items.shuffle(using: &random)
    for (index, item) in items.enumerated() {
      exchange.target = exchange.target + Template(index == 0 ? "?" : "&") + item
    }
    exchange.requestFields = [("X-Note", Template(random.pick(Self.words))), ("accept", Template("*/*"))]
    if isGiven, let index = plainSecret() {
      exchange.given.insert(index)
      switch random.below(4) {
      case 0: exchange.requestFields.append(("Authorization", Template("Bearer ") + Template(secret: index, .plain)))
      case 1: exchange.requestFields.append(("x-api-KEY", Template(secret: index, .plain)))
      case 2:
        exchange.requestFields.append(
          ("Cookie", Template("theme=dark; session=") + Template(secret: index, .plain) + Template("; lang=de")))
      default: exchange.requestFields.append(("X-Auth-Token", Template(secret: index, .plain)))
      }
    }
    if random.oneIn(3), let index = plainSecret() {
      exchange.requestFields.append(("X-Copy", Template("see ") + Template(secret: index, .plain) + Template("; ok")))
    }
    if random.oneIn(4) { return }
    exchange.method = .post
    let (type, body) = body(isGiven)
    if let type { exchange.requestFields.append(("Content-Type", Template(type))) }
    exchange.requestBody = body
  }

  private mutating func response(_ isGiven: Bool) {
    let (type, body) = body(isGiven)
    exchange.responseBody = body
    exchange.responseFields = [("X-Note", Template(random.pick(Self.words)))]
    if let type { exchange.responseFields.append(("content-type", Template(type))) }
    if isGiven, random.oneIn(3), let index = plainSecret() {
      exchange.given.insert(index)
      exchange.responseFields.append(
        ("Set-Cookie", Template("sid=") + Template(secret: index, .plain) + Template("; Path=/; HttpOnly")))
    }
    if isGiven, random.oneIn(3) {
      let index = anySecret()
      exchange.given.insert(index)
      exchange.responseFields.append(
        (
          "Location",
          Template("https://api.test/next?q=a+b&access_token=") + Template(secret: index, .percent) + Template("#top")
        ))
    }
    exchange.responseFields.append(("Set-Cookie", Template("theme=light; Path=/")))
  }
}
