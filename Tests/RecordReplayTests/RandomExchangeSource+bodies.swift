import TestSupport

extension RandomExchangeSource {
  /// A body, and its media type.
  mutating func body(_ isGiven: Bool) -> (type: String?, body: Template) {
    switch random.below(6) {
    case 0: (random.pick(["text/plain", "text/plain; charset=utf-8"]), lines(isGiven))
    case 1: (random.pick(["application/xml", "text/xml"]), markup(isGiven))
    case 2: ("application/x-www-form-urlencoded", form(isGiven))
    case 3: ("multipart/form-data; boundary=b7X", parts(isGiven))
    default:
      (random.pick(["application/json", "application/vnd.api+json", "application/json; charset=utf-8"]), json(isGiven))
    }
  }

  private mutating func give(_ index: Int, _ isGiven: Bool) { if isGiven { exchange.given.insert(index) } }

  private mutating func lines(_ isGiven: Bool) -> Template {
    var lines = (0..<random.below(4)).map { _ in
      Template(random.pick(["green apples", "x = 1", "# note: a\tb", "{{name}}, hello", "über alles", "100 % of it"]))
    }
    if let index = plainSecret() {
      lines.append(Template("copy \(random.below(9)): ") + Template(secret: index, .plain) + Template(" (end)"))
      if isGiven {
        give(index, true)
        lines.append(Template(random.pick(["DB_PASSWORD=", "client_secret: "])) + Template(secret: index, .plain))
      }
    }
    lines.shuffle(using: &random)
    let end = random.pick(["\n", "\r\n"])
    return lines.reduce(Template()) { $0 + $1 + Template(end) }
  }

  private mutating func markup(_ isGiven: Bool) -> Template {
    var body = Template("<?xml version=\"1.0\"?>\n<r a='1'  b=\"&#65;&amp;\">")
    for number in 0..<random.below(3) {
      body = body + Template("<e\(number)>\(random.pick(["1.0", "a &lt; b", "  x "]))</e\(number)>")
    }
    let index = anySecret()
    body = body + Template("<copy>") + Template(secret: index, .markup) + Template("</copy>")
    if isGiven {
      give(index, true)
      body = body + Template("<Login><Password>") + Template(secret: index, .markup) + Template("</Password></Login>")
    }
    return body + Template("<!-- a & b --></r>\n")
  }

  private mutating func form(_ isGiven: Bool) -> Template {
    var items = [Template("a=1"), Template("b="), Template("c=x+y%20z%2f")]
    let index = anySecret()
    items.append(Template("copy=") + Template(secret: index, .percent))
    if isGiven {
      give(index, true)
      items.append(Template(random.pick(["password=", "user%5Bpassword%5D="])) + Template(secret: index, .percent))
    }
    items.shuffle(using: &random)
    return items.dropFirst().reduce(items[0]) { $0 + Template("&") + $1 }
  }

  private mutating func parts(_ isGiven: Bool) -> Template {
    let index = anySecret()
    var parts = [("note", Template("green & apples\r\n")), ("copy", Template(secret: index, .plain))]
    if isGiven {
      give(index, true)
      parts.append(("password", Template(secret: index, .plain)))
    }
    parts.shuffle(using: &random)
    return parts.reduce(Template()) { body, part in
      body + Template("--b7X\r\nContent-Disposition: form-data; name=\"\(part.0)\"\r\n\r\n") + part.1 + Template("\r\n")
    } + Template("--b7X--\r\n")
  }

  private mutating func json(_ isGiven: Bool) -> Template {
    var members = (0..<(1 + random.below(4))).map { Template("\"m\($0)\"\(colon())") + value(3) }
    members.append(Template("\"copy\"\(colon())\"") + Template(secret: anySecret(), .json(1)) + Template("\""))
    if random.oneIn(3), let index = plainSecret() {
      members.append(
        Template("\"said\"\(colon())\"it is ") + Template(secret: index, .json(1)) + Template(", they say\""))
    }
    if isGiven {
      let index = anySecret()
      give(index, true)
      let name = random.pick(["password", "client_secret", "api_key", "accessToken", "x-secret"])
      switch random.below(3) {
      case 0:
        members.append(Template("\"\(name)\"\(colon())\"") + Template(secret: index, .json(1)) + Template("\""))
      case 1:
        members.append(
          Template("\"in\"\(colon())[1,{\"\(name)\" : \"") + Template(secret: index, .json(1)) + Template("\"} ]"))
      default:
        members.append(
          Template("\"inner\"\(colon())\"{\\\"a\\\":[1.0,2],\\\"\(name)\\\":\\\"") + Template(secret: index, .json(2))
            + Template("\\\"}\""))
      }
    }
    members.shuffle(using: &random)
    let separator = random.pick([",", ", ", ",\n  "])
    return Template("{") + members.dropFirst().reduce(members[0]) { $0 + Template(separator) + $1 }
      + Template(random.pick(["}", "}\n", " }"]))
  }

  private mutating func colon() -> String { random.pick([":", ": ", " :\t"]) }

  private static let leaves = [
    "1", "-0.0", "1.50", "1E+2", "12345678901234567890", "true", "null", "\"\"", "\"green\"", "\"caf\\u00e9\"",
    "\"a\\/b\"", "\"\\u0041pple\"", "\"{{name}}\"", "\"2026-01-01T00:00:00Z\"", "\"https:\\/\\/x.test/?p=2\"", "[]",
    "{}",
    "[ ]", "\"{\\\"a\\\": 1.0}\"", "\"über\"", "\"a=1&b=2\"", "\"<b>x</b>\"",
  ]

  private mutating func value(_ depth: Int) -> Template {
    if depth == 0 || random.oneIn(2) { return Template(random.pick(Self.leaves)) }
    let values = (0..<(1 + random.below(3))).map { _ in value(depth - 1) }
    let isList = random.oneIn(2)
    let members = values.enumerated().map { isList ? $1 : Template("\"k\($0)\"\(colon())") + $1 }
    return Template(isList ? "[" : "{") + members.dropFirst().reduce(members[0]) { $0 + Template(", ") + $1 }
      + Template(isList ? "]" : "}")
  }
}
