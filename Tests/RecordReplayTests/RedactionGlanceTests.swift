import HTTPModel
import JSONModel
import TestSupport
import Testing

@testable import RecordReplay

/// What learning passed over, because nothing in it gives itself away, and what is known of it by the time it is redacted.
struct RedactionGlanceTests {
  private static let json: HeaderFields = [HeaderField("Content-Type", "application/json")]

  /// The first answer's body as it is stored, where the second one gives a secret away.
  private func body(_ first: String, given: [String] = [], cookie: String? = nil) throws -> String {
    var session = RedactionSession()
    session.learn(given.map { ("given", $0) }, api: "demo")
    let learnt = try session.learn(
      Exchange(request: .sample(), outcome: .response(.sample(first, Self.json))), api: .demo)
    if let cookie {
      let fields: HeaderFields = [HeaderField("Set-Cookie", "session=\(cookie); Path=/")]
      _ = try session.learn(Exchange(request: .sample(), outcome: .response(.sample("", fields))), api: .demo)
    }
    let stored = try session.redact(learnt, recorded: Provenance(.recorded)).interaction
    return String(decoding: try stored.outcome.body?.bytes ?? [], as: UTF8.self)
  }

  @Test(arguments: [
    #"{"a":{"b":["VALUE"]},"n":1}"#, #"["VALUE"]"#, #"{"a":"x","b":"VALUE"}"#, #""VALUE""#,
    #"{"a":"\u0041 b","c":"VALUE"}"#, #"{"list":[{"a":1},{"a":2},{"a":"VALUE"}]}"#,
  ])
  func `a short value that becomes known later is taken out as a whole, wherever it stands`(text: String) throws {
    for value in ["ab12c9", "ab12c9d", "ab12c9de", "ab12c9de.f"] {
      let stored = try body(text.replacing("VALUE", with: value), cookie: value)
      #expect(!stored.contains(value), "\(stored)")
      // Inside a longer one it is none.
      let longer = text.replacing("VALUE", with: "x\(value)y")
      #expect(try body(longer, cookie: value) == longer)
    }
  }

  @Test(arguments: [
    #"{"a":"%61b12c9"}"#, #"{"a":"\u0061b12c9"}"#, #"{"a":"\u0025\u0036\u0031b12c9"}"#, #"{"a":"&#97;b12c9"}"#,
    #"{"code":"\u0025\u0036\u0031b12c9"}"#,
  ])
  func `so it is in an escaping`(text: String) throws {
    let stored = try body(text, cookie: "ab12c9")
    #expect(!stored.contains("b12c9"), "\(stored)")
  }

  @Test(arguments: ["x", "abc", "12345"])
  func `a value that the user gave is found however short it is`(value: String) throws {
    let stored = try body(#"{"a":["VALUE"],"other":1}"#.replacing("VALUE", with: value), given: [value])
    #expect(!stored.contains("\"\(value)\""), "\(stored)")
  }

  @Test(arguments: [
    #"{"data":{"key":"k3J9x2Lq8Zt5Vw1Rb6Yn4M"}}"#, #"{"data":{"code":"none","key":"k3J9x2Lq8Zt5Vw1Rb6Yn4M"}}"#,
  ])
  func `a text that looks drawn under a vague name stays, and it is said that it does`(text: String) throws {
    var session = RedactionSession()
    let learnt = try session.learn(
      Exchange(request: .sample(), outcome: .response(.sample(text, Self.json))), api: .demo)
    let report = try session.redact(learnt, recorded: Provenance(.recorded)).report
    #expect(report.doubts.map(\.place) == ["/response/body/json/data/key"])
  }

  /// A path in which learning found nothing, redacted once this is known.
  private func path(_ path: String, given: [String] = []) throws -> (path: String, doubts: [String]) {
    var session = RedactionSession()
    let request = Request.sample(.get, "https://api.test\(path)")
    let learnt = try session.learn(Exchange(request: request, outcome: .response(.sample("ok"))), api: .demo)
    session.learn(given.map { ("given", $0) }, api: "demo")
    let (stored, report) = try session.redact(learnt, recorded: Provenance(.recorded))
    return (String(decoding: stored.request.url.target.bytes, as: UTF8.self), report.doubts.map(\.place))
  }

  @Test func `a segment of a path that looks drawn stays, and it is said that it does`() throws {
    let drawn = "/things/k3J9x2Lq8Zt5Vw1Rb6Yn4M/all"
    #expect(try path(drawn) == (drawn, ["/request/url/path/1"]))
  }

  @Test(arguments: [
    "/customers/ctm_01hv6y1jedq4p1n0yqn5ba3ky4", "/things/k3J9x2Lq8Zt5Vw1Rb6.Yn4M",
    "/accounts/07fab0ef-505c-447d-ae6a-932b5339300d",
  ])
  func `ids in a path are no suspects`(ids: String) throws {
    #expect(try path(ids) == (ids, []))
  }

  @Test func `what is known by then is taken out of a path that looks drawn`() throws {
    let drawn = "k3J9x2Lq8Zt5Vw1Rb6Yn4M"
    #expect(try path("/things/\(drawn)/all", given: [drawn]) == ("/things/{{demo.given}}/all", []))
    #expect(try path("/things/\(drawn)/all", given: ["things"]).path == "/{{demo.given}}/\(drawn)/all")
    #expect(try path("/a/things/\(drawn)", given: ["a/things"]).path == "/{{demo.given-2}}/{{demo.given-3}}/\(drawn)")
    #expect(try path("/things/\(drawn).all", given: [drawn]).path == "/things/{{demo.given}}.all")
  }

  @Test func `a session that learns and redacts by turns takes out what each exchange gave away`() throws {
    var session = RedactionSession()
    for number in 0..<60 {
      let token = "tk\(number)Qx7Lr2Vb9Zt4Mw8Ky\(number * 7919)"
      let exchange = Exchange(
        request: .sample(), outcome: .response(.sample(#"{"access_token":"\#(token)"}"#, Self.json)))
      let learnt = try session.learn(exchange, api: .demo)
      let stored = try session.redact(learnt, recorded: Provenance(.recorded)).interaction
      #expect(!String(decoding: try stored.outcome.body?.bytes ?? [], as: UTF8.self).contains(token))
    }
  }
}
