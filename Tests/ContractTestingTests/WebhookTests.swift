import ContractTesting
import Findings
import Testing

/// Which webhook a body is of.
struct WebhookTests {
  private func webhook(_ name: String, _ schema: String) -> String {
    "  \(name): {post: {requestBody: {content: {application/json: {schema: \(schema)}}}}}"
  }

  private func contract(_ webhooks: String...) throws -> Contract {
    try SampleContract.make("webhooks:\n\(webhooks.joined(separator: "\n"))")
  }

  private func told(_ contract: Contract, _ body: String, event: String? = nil) -> [String] {
    contract.told(contract.verify(webhook: Array(body.utf8), event: event))
  }

  @Test func `a webhook is named by the event's type`() throws {
    let contract = try contract(
      webhook("a.done", "{properties: {event_type: {}}, required: [x]}"), webhook("b.done", "{properties: {type: {}}}"))
    #expect(told(contract, #"{"event_type": "a.done"}"#) == ["missing-field"])
    #expect(told(contract, #"{"type": "b.done"}"#) == [])
    #expect(told(contract, #"{"type": "c.done"}"#) == ["undocumented-webhook"])
    #expect(told(contract, "{}") == ["undocumented-webhook"])
    #expect(told(contract, "nonsense") == ["undocumented-webhook"])
    #expect(told(contract, #"{"type": "b.done"}"#, event: "a.done") == ["missing-field", "undocumented-field /type"])
    #expect(told(contract, "nonsense", event: "a.done") == ["unreadable-body"])
    var options = Verification()
    options.maxBodyBytes = 5
    let body = Array(#"{"type": "b.done"}"#.utf8)
    #expect(contract.told(contract.verify(webhook: body, options)) == ["unverifiable"])
    #expect(contract.told(contract.verify(webhook: body, event: "b.done", options)) == ["unverifiable"])
  }

  @Test func `where names are others, the schema's list of event types decides`() throws {
    let contract = try contract(
      webhook("onDone", "{properties: {event: {enum: [a.done, a.ended]}}, required: [x]}"),
      webhook("onFailed", "{properties: {event: {const: a.failed}}}"))
    #expect(told(contract, #"{"event": "a.ended"}"#) == ["missing-field"])
    #expect(told(contract, #"{"event": "a.failed"}"#) == [])
    #expect(told(contract, #"{"event": "a.new"}"#) == ["undocumented-webhook"])
  }

  @Test func `an event that the body's top does not tell apart is named inside`() throws {
    let contract = try contract(
      webhook("run.started", "{properties: {type: {const: event}, data: {properties: {type: {}}, required: [x]}}}"),
      webhook("run.ended", "{properties: {type: {const: event}, data: {properties: {type: {}}}}}"),
      webhook("other", "{properties: {type: {const: event}, data: {oneOf: [{properties: {event: {const: e.f}}}]}}}"))
    #expect(told(contract, #"{"type": "event", "data": {"type": "run.started"}}"#) == ["missing-field /data"])
    #expect(told(contract, #"{"type": "event", "data": {"type": "run.ended"}}"#) == [])
    #expect(told(contract, #"{"type": "event", "data": {"event": "e.f"}}"#) == [])
    #expect(told(contract, #"{"type": "event", "data": {"type": "run.lost"}}"#) == ["undocumented-webhook"])
    // What the top says is no event of the contract: nothing inside is one either.
    #expect(told(contract, #"{"type": "lost", "data": {"type": "run.ended"}}"#) == ["undocumented-webhook"])
    let found = contract.verify(webhook: Array(#"{"type": "event", "data": {"type": "run.lost"}}"#.utf8))
    #expect(found.first?.message == "the contract has no webhook run.lost")
  }

  @Test func `a contract's only webhook is meant by every body that says nothing else`() throws {
    let contract = try contract(webhook("publish", "{properties: {id: {type: string}}}"))
    #expect(told(contract, #"{"id": 1}"#) == ["wrong-type /id"])
    let named = try self.contract(webhook("publish", "{properties: {type: {const: published}}}"))
    #expect(told(named, #"{"type": "published"}"#) == [])
    #expect(told(named, #"{"type": "withdrawn"}"#) == ["undocumented-webhook"])
  }

  @Test func `a callback is found by its operation`() throws {
    let contract = try SampleContract.make(
      """
      paths:
        /subscribe:
          post:
            responses: {}
            callbacks:
              done:
                '{$request.body#/url}':
                  post: {requestBody: {content: {application/json: {schema: {type: object, required: [id]}}}}}
      """)
    func told(_ callback: String, of operation: String = "POST /subscribe") -> [String] {
      contract.told(contract.verify(callback: callback, of: operation, body: Array("{}".utf8)))
    }
    #expect(told("done") == ["missing-field"])
    #expect(told("failed") == ["undocumented-webhook"])
    #expect(told("done", of: "GET /subscribe") == ["undocumented-webhook"])
  }

  @Test func `a webhook's subject is the read side`() throws {
    let contract = try contract(webhook("a.done", "{type: string}"))
    let found = contract.verify(webhook: Array("1".utf8), event: "a.done")
    #expect(found.map(\.subject.operation) == ["webhook a.done"])
    #expect(found.map(\.subject.side) == [.read])
    #expect(contract.webhooks == ["a.done"])
  }
}
