import HTTPModel
import JSONModel
import TestSupport

@testable import RecordReplay

/// Makes requests that are often alike: what one says is planned, and spelled in another way each time.
struct RequestSource {
  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// What a request says.
  struct Plan {
    var method: String
    var path: [String]
    var query: [(String, String)]
    var accept: String?, type: String?, authorization: String?
    var body: Content
  }

  /// What the body is planned as; the media type may say otherwise.
  enum Content {
    case none
    case form([(String, String)])
    case text(String)
    case json(Value)
  }

  indirect enum Value {
    /// One of the spellings.
    case number([String])
    case text(String)
    /// As it is.
    case raw(String)
    case list([Value])
    case members([(String, Value)])
  }

  private static let texts = [
    "a", "b", "é", "e\u{301}", "\u{1F600}", "", "x/y z", "a*", "{{demo.t}}", "p{{demo.t}}q", "pZq", "100%", "+&=",
    "{{subject}}", "{{demo.t}}{{demo.u}}", "p7q", "{{other.t}} {{demo.t}}", "7 7",
  ]
  private static let names = ["a", "b", "no_nce", "é", "a b", "n{{demo.t}}", "nZ"]
  private static let keys = ["a", "b", "é", "m", "ts", "at", "created", "k{{demo.t}}", "kZ", "a"]
  private static let numbers = [
    ["0", "-0", "0.0", "0e5", "-0.0E-00", "0e99999999999999999999"], ["1", "1.0", "10e-1", "1e0", "0.1e1", "1E+00"],
    ["100000", "1e5", "1e00000000000000000005", "1.0E+5", "1000000e-1"], ["-1", "-1.0", "-10e-01"],
    ["1e99999999999999999999", "10e99999999999999999998", "0.01e100000000000000000001"],
    ["1e-99999999999999999999", "100E-100000000000000000001", "0.1e-00099999999999999999998"],
    ["1e1000000000000000000", "1000e999999999999999997", "0.1e1000000000000000001"],
    ["9007199254740993", "9007199254740993.0", "900719925474099300e-2"], ["9007199254740992"],
    ["1.5", "15e-1", "1.50"],
  ]

  // MARK: What it says

  mutating func plan() -> Plan {
    Plan(
      method: pick(["GET", "POST"]), path: path(), query: items(),
      accept: pick([nil, "a/b", "{{demo.t}}", "x{{demo.t}}"]),
      type: pick([nil, "application/json", "application/x-www-form-urlencoded", "text/plain"]),
      authorization: pick([nil, "Bearer {{demo.t}}", "Basic {{demo.t}}", "{{demo.t}}"]), body: content())
  }

  /// The same but for one thing, mostly.
  mutating func changed(_ plan: Plan) -> Plan {
    var plan = plan
    switch roll(8) {
    case 0: plan.method = pick(["GET", "POST"])
    case 1: plan.path = path()
    case 2: plan.query = items()
    case 3: plan.accept = pick([nil, "a/b", "xZ"])
    case 4: plan.type = pick([nil, "application/json", "text/plain"])
    case 5: plan.authorization = pick([nil, "Bearer x", "Basic y"])
    default:
      if case .json(let value) = plan.body { plan.body = .json(changed(value)) } else { plan.body = content() }
    }
    return plan
  }

  private mutating func path() -> [String] {
    roll(4) == 0 ? ["orders", pick(Self.texts), "lines"] : (0..<roll(3)).map { _ in pick(Self.texts) }
  }

  private mutating func items() -> [(String, String)] {
    (0..<roll(3)).map { _ in (pick(Self.names), pick(Self.texts)) }
  }

  private mutating func content() -> Content {
    switch roll(5) {
    case 0: .none
    case 1: .form(items())
    case 2: .text(pick(Self.texts))
    default: .json(value(2))
    }
  }

  private mutating func value(_ depth: Int) -> Value {
    switch roll(depth > 0 ? 8 : 4) {
    case 0: .number(pick(Self.numbers))
    case 1: .raw(pick(["true", "null", #""\ud83d""#, #""\ud83e""#]))
    case 2, 3: .text(pick(Self.texts))
    case 4: .list((0..<roll(3)).map { _ in value(depth - 1) })
    default: .members((0..<roll(4)).map { _ in (pick(Self.keys), value(depth - 1)) })
    }
  }

  private mutating func changed(_ value: Value) -> Value {
    switch value {
    case .list(var elements) where !elements.isEmpty:
      let index = roll(elements.count)
      elements[index] = changed(elements[index])
      return .list(elements)
    case .members(var members) where !members.isEmpty:
      let index = roll(members.count)
      if roll(6) == 0 { members.remove(at: index) } else { members[index].1 = changed(members[index].1) }
      return .members(members)
    default: return self.value(1)
    }
  }

  // MARK: How it is spelled

  /// In a received one something stands in the place of some placeholders.
  mutating func request(_ plan: Plan, isReceived: Bool) -> StoredRequest {
    let path = plan.path.map { "/" + escaped($0, isReceived) }.joined()
    let query = fields(plan.query, isReceived)
    let target = (path.isEmpty ? "/" : path) + (query.isEmpty && roll(2) == 0 ? "" : "?" + query)
    var headers = HeaderFields()
    for (name, value) in [("Accept", plan.accept), ("Content-Type", plan.type), ("Authorization", plan.authorization)] {
      guard var value else { continue }
      if isReceived, name == "Accept" { value = filled(value) }
      if name == "Content-Type", roll(3) == 0 { value = value.uppercased() + "; charset=utf-8" }
      headers.append(roll(2) == 0 ? name : name.lowercased(), value)
    }
    let body: String
    switch plan.body {
    case .none: body = ""
    case .form(let items): body = fields(items, isReceived)
    case .text(let text): body = isReceived ? filled(text) : text
    case .json(let value): body = blanks() + json(value, isReceived) + blanks()
    }
    let url = AbsoluteURL(origin: Origin(scheme: "https", host: "api.test"), target: Target(target))
    return StoredRequest(
      method: HTTPMethod(rawValue: plan.method), url: url, headers: headers,
      body: body.isEmpty ? nil : StoredBody(bytes: Array(body.utf8), form: .text))
  }

  private mutating func filled(_ text: String) -> String {
    roll(2) == 0
      ? text : text.replacing("{{demo.t}}", with: pick(["Z", "Z", "7"])).replacing("{{demo.u}}", with: "12")
  }

  private mutating func fields(_ items: [(String, String)], _ isReceived: Bool) -> String {
    items.shuffled(using: &random).map { name, value in
      let name = escaped(name, isReceived, isField: true), value = escaped(value, isReceived, isField: true)
      return (value.isEmpty && !name.isEmpty && roll(2) == 0 ? name : "\(name)=\(value)") + (roll(5) == 0 ? "&" : "")
    }.joined(separator: "&")
  }

  private mutating func escaped(_ text: String, _ isReceived: Bool, isField: Bool = false) -> String {
    let text = isReceived ? filled(text) : text
    var result = ""
    for byte in text.utf8 {
      let isPlain = byte < 128 && !" %/?#&=+".utf8.contains(byte)
      if isPlain, roll(6) > 0 {
        result.unicodeScalars.append(UnicodeScalar(byte))
      } else if isField, byte == 32, roll(2) == 0 {
        result += "+"
      } else {
        let hex = String(byte, radix: 16, uppercase: roll(2) == 0)
        result += (hex.utf8.count == 1 ? "%0" : "%") + hex
      }
    }
    return result
  }

  private mutating func blanks() -> String { pick(["", "", "", " ", "\n\t"]) }

  private mutating func json(_ value: Value, _ isReceived: Bool) -> String {
    switch value {
    case .number(let spellings): return pick(spellings)
    case .raw(let text): return text
    case .text(let text):
      if isReceived, text == "{{demo.t}}" { return pick(["1e5", "null", #"{"a":[1]}"#, #""x""#, "[]"]) }
      return quoted(text, isReceived)
    case .list(let elements):
      return "[" + elements.map { blanks() + json($0, isReceived) }.joined(separator: ",") + blanks() + "]"
    case .members(let members):
      var order = Array(members.indices).shuffled(using: &random)
      // One whose name is a pattern stays in its place, and of those with one name the order counts.
      if members.contains(where: { $0.0.utf8.contains(UInt8(ascii: "{")) }) { order.sort() }
      for name in Set(members.map(\.0)) {
        let places = order.indices.filter { members[order[$0]].0 == name }
        for (place, index) in zip(places, places.map { order[$0] }.sorted()) { order[place] = index }
      }
      let texts = order.map { index in
        "\(blanks())\(quoted(members[index].0, isReceived))\(blanks()):\(json(members[index].1, isReceived))"
      }
      return "{" + texts.joined(separator: ",") + blanks() + "}"
    }
  }

  private mutating func quoted(_ text: String, _ isReceived: Bool) -> String {
    let text = isReceived ? filled(text) : text
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "/" where roll(2) == 0: result += "\\/"
      case _ where roll(6) == 0:
        for unit in String(scalar).utf16 {
          let hex = String(unit, radix: 16, uppercase: roll(2) == 0)
          result += "\\u" + String(repeating: "0", count: 4 - hex.utf8.count) + hex
        }
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  mutating func roll(_ count: Int) -> Int { Int(random.next() >> 33) % max(1, count) }
  mutating func pick<Choice>(_ choices: [Choice]) -> Choice { choices[roll(choices.count)] }
}

extension RequestSource.Plan {
  /// Whether the body is of the media type that says so, and no two names could be meant by one that was filled in.
  var isSameHoweverSpelled: Bool {
    guard RequestSource.isClear(query.map(\.0), pattern: "n{{demo.t}}", filled: "nZ") else { return false }
    switch body {
    case .none: return true
    case .text: return type != "application/x-www-form-urlencoded"
    case .form(let items):
      return type == "application/x-www-form-urlencoded"
        && RequestSource.isClear(items.map(\.0), pattern: "n{{demo.t}}", filled: "nZ")
    case .json(let value): return type == "application/json" && value.isClear
    }
  }
}

extension RequestSource.Value {
  var isClear: Bool {
    switch self {
    case .number, .text, .raw: true
    case .list(let elements): elements.allSatisfy(\.isClear)
    case .members(let members):
      RequestSource.isClear(members.map(\.0), pattern: "k{{demo.t}}", filled: "kZ") && members.allSatisfy(\.1.isClear)
    }
  }
}

extension RequestSource {
  static func isClear(_ names: [String], pattern: String, filled: String) -> Bool {
    let count = names.count { $0 == pattern }
    return count == 0 || (count == 1 && !names.contains(filled))
  }
}
