import HTTPModel
import TestSupport
import Testing

@testable import RecordReplay

/// Whose data a webhook tells, its event says.
struct EventPlacesTests {
  private static let key = PseudonymKey(Array(1...32))

  private func stored(_ body: String, api: API, direction: Interaction.Direction = .inbound) throws -> String {
    var session = RedactionSession(key: Self.key)
    let headers: HeaderFields = [HeaderField("Content-Type", "application/json")]
    let request = Request.sample(.post, "https://api.test/hook", headers, body: body)
    let learnt = try session.learn(Exchange(request: request, outcome: .response(.sample())), api: api)
    let made = try session.redact(learnt, direction: direction, recorded: Provenance(.recorded)).interaction
    return String(decoding: try made.request.body?.bytes ?? [], as: UTF8.self)
  }

  @Test(arguments: [
    ("customer.created", true), ("customer.imported", true), ("business.updated", true), ("product.created", false),
    ("price.updated", false), ("customers", false),
  ])
  func `Paddle's customers and businesses have names of people, its products do not`(event: String, isPersonal: Bool)
    throws
  {
    let api = try #require(Locations(roots: [SharedFiles.root]).allAPIs().first { $0.name == "paddle" })
    let body = #"{"event_type":"\#(event)","data":{"id":"x_1","name":"Ada Lovelace","status":"active"}}"#
    let stored = try stored(body, api: api)
    #expect(stored.contains("Ada Lovelace") == !isPersonal)
    if !isPersonal { #expect(stored == body) }
    #expect(stored.contains(#""id":"x_1","name":""#) && stored.contains(#"","status":"active"}}"#))
  }

  @Test func `places by event are secret, personal or kept, at the place alone`() throws {
    let api = try API.profiled(
      #"""
      "event": {"type": "/t"},
      "secret": {"byEvent": {"a": ["/s"]}}, "keep": {"byEvent": {"a": ["/token"]}},
      "personal": {"byEvent": {"a": ["/p"]}}
      """#)
    let body = #"{"t":"a","s":"plum tree","token":"Zq81Lm44Vx","p":"Ada Byron","q":{"s":"oak tree"}}"#
    #expect(
      try stored(body, api: api).wholeMatch(
        of: /\{"t":"a","s":"[^"]*","token":"Zq81Lm44Vx","p":"(.*)","q":\{"s":"oak tree"\}\}/)?.1 != "Ada Byron")
    #expect(try !stored(body, api: api).contains("plum tree"))
    let other = body.replacing(#""t":"a""#, with: #""t":"b""#)
    #expect(try stored(other, api: api).contains(#""s":"plum tree","token":"re0D"#) == false)
    #expect(try stored(other, api: api).contains(#""s":"plum tree""#))
    #expect(try !stored(other, api: api).contains("Zq81Lm44Vx"))
  }
}
