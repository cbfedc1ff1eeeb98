import ContractTesting
import HTTPModel
import Testing

/// What exchanges cover of a contract, kind by kind.
struct CoverageTests {
  private static let contract = """
    paths:
      /customers:
        get:
          parameters:
            - {name: status, in: query, schema: {enum: [active, archived]}}
            - {name: limit, in: query, required: true, schema: {type: integer}}
            - {name: X-Trace, in: header, schema: {type: string}}
            - {name: Accept, in: header, schema: {type: string}}
          responses:
            '200': {description: d, content: {application/json: {schema: {type: array}}, text/csv: {}}}
            '404': {description: d}
            default: {description: d}
      /customers/{id}:
        parameters: [{name: id, in: path, required: true, schema: {type: string}}]
        get: {responses: {'200': {description: d}}}
        delete: {responses: {'204': {description: d}}}
    webhooks:
      done: {post: {requestBody: {content: {application/json: {schema: {properties: {a: {}, b: {}}}}}}}}
      failed: {post: {requestBody: {content: {application/json: {}}}}}
    """

  private func covered(_ exchanges: (Request, Outcome)..., webhooks: String...) throws -> CoverageSummary {
    var coverage = Coverage(try SampleContract.make(Self.contract))
    for (request, outcome) in exchanges { coverage.add(Exchange(request: request, outcome: outcome)) }
    for body in webhooks { coverage.add(webhook: Array(body.utf8)) }
    return coverage.summary()
  }

  private func answer(_ status: Int, _ body: String = "", type: String = "application/json") -> Outcome {
    .response(
      SampleContract.response(body, status: status, headers: [HeaderField("Content-Type", type)]))
  }

  @Test func `nothing seen is nothing covered, and only operations and webhooks are promised`() throws {
    let summary = try covered()
    #expect(summary.counts == ["operations 0/3", "webhooks 0/2"])
    #expect(summary.total == .init(seen: 0, promised: 5))
    #expect(!summary.isExercised)
  }

  @Test func `an operation is covered by a request, and then promises its statuses and parameters`() throws {
    let summary = try covered((SampleContract.get("/customers?limit=1"), .failure(TransportFailure(.timeout, "late"))))
    #expect(summary.counts == ["operations 1/3", "webhooks 0/2", "statuses 0/3", "parameters 1/3"])
    #expect(
      summary.missing("GET /customers") == [
        "parameters query status", "parameters header X-Trace", "statuses 200", "statuses 404", "statuses default",
      ])
  }

  @Test func `statuses are those of the contract, and media types those of the statuses seen`() throws {
    let list = SampleContract.get("/customers?limit=1")
    let summary = try covered((list, answer(200, "[]")), (list, answer(503)), (list, answer(500)))
    #expect(summary.count(.statuses) == .init(seen: 2, promised: 3))
    #expect(summary.count(.mediaTypes) == .init(seen: 1, promised: 2))
    #expect(summary.missing("GET /customers").contains("media-types response 200 text/csv"))
  }

  @Test func `a status that is not described covers none`() throws {
    let summary = try covered((SampleContract.get("/customers/1"), answer(404)))
    #expect(summary.counts == ["operations 1/3", "webhooks 0/2", "statuses 0/1", "parameters 1/1"])
  }

  @Test func `a body that is not JSON covers its status and not its media type`() throws {
    let summary = try covered((SampleContract.get("/customers"), answer(200, "[")))
    #expect(summary.count(.statuses) == .init(seen: 1, promised: 3))
    #expect(summary.count(.mediaTypes) == .init(seen: 0, promised: 2))
  }

  @Test func `a media type that is only alike is not covered, and what is in the body is`() throws {
    var coverage = Coverage(try SampleContract.schema(#"{"properties": {"a": {}}}"#))
    let header = HeaderField("Content-Type", "application/vnd.api+json")
    let response = SampleContract.response(#"{"a": 1}"#, headers: [header])
    coverage.add(Exchange(request: SampleContract.post(""), outcome: .response(response)))
    #expect(coverage.summary().count(.mediaTypes) == .init(seen: 0, promised: 2))
    #expect(coverage.summary().count(.fields) == .init(seen: 1, promised: 1))
  }

  @Test func `what the contract has no operation for covers nothing`() throws {
    #expect(try covered((SampleContract.get("/nothing"), answer(200))).total.seen == 0)
    #expect(try covered((SampleContract.post("{}", to: "/customers"), answer(200))).total.seen == 0)
  }

  @Test func `a parameter is covered by a value that its schema allows, and its values count`() throws {
    let summary = try covered(
      (SampleContract.get("/customers?status=archived&limit=many", headers: [HeaderField("x-trace", "1")]), answer(404))
    )
    #expect(summary.count(.parameters) == .init(seen: 2, promised: 3))
    #expect(summary.count(.enumValues) == .init(seen: 1, promised: 2))
    let missing = summary.missing("GET /customers")
    #expect(missing.contains("parameters query limit (required)"))
    #expect(missing.contains(#"enum-values query parameter status  "active""#))
  }

  @Test func `a webhook is covered by its event, and its fields by its body`() throws {
    let summary = try covered(webhooks: #"{"event_type": "done", "a": 1}"#, "nonsense", #"{"event_type": "other"}"#)
    #expect(summary.counts == ["operations 0/3", "webhooks 1/2", "media-types 1/1", "fields 1/2"])
    #expect(summary.missing("webhook done") == ["fields request /b"])
  }

  @Test func `of the events that webhooks of one schema list, each promises its own`() throws {
    let schema = "{properties: {event_type: {enum: [a.done, a.failed]}, other: {properties: {type: {enum: [x, y]}}}}}"
    let webhooks = ["a.done", "a.failed", "onAny"].map { name in
      "  \(name): {post: {requestBody: {content: {application/json: {schema: \(schema)}}}}}"
    }
    let contract = try SampleContract.make("webhooks:\n\(webhooks.joined(separator: "\n"))")
    var coverage = Coverage(contract)
    coverage.add(webhook: Array(#"{"event_type": "a.done"}"#.utf8))
    coverage.add(webhook: Array(#"{"event_type": "a.failed"}"#.utf8), event: "onAny")
    let summary = coverage.summary()
    #expect(summary.missing("webhook a.done").filter { $0.contains("event_type") } == [])
    #expect(summary.missing("webhook onAny").contains(#"enum-values request /event_type "a.done""#))
    #expect(summary.count(.enumValues) == .init(seen: 2, promised: 7))
  }

  @Test func `what two have seen is seen together`() throws {
    let contract = try SampleContract.make(Self.contract)
    var first = Coverage(contract), second = Coverage(contract)
    first.add(webhook: Array(#"{"event_type": "done", "a": 1}"#.utf8))
    // Other places come first here.
    second.add(Exchange(request: SampleContract.get("/customers?status=active"), outcome: answer(200, "[]")))
    second.add(webhook: Array(#"{"event_type": "done", "b": 1}"#.utf8))
    var both = first
    both.merge(second)
    #expect(both.summary().count(.fields) == .init(seen: 2, promised: 2))
    #expect(both.summary().count(.operations) == .init(seen: 1, promised: 3))
    #expect(both.summary().count(.enumValues) == .init(seen: 1, promised: 2))
    second.merge(first)
    #expect(second.summary() == both.summary())
    #expect(first.summary().count(.fields) == .init(seen: 1, promised: 2))
  }
}

extension CoverageSummary {
  /// `operations 1/3`, of the kinds that are promised.
  var counts: [String] {
    Kind.allCases.compactMap { kind in
      let count = count(kind)
      return count.promised == 0 ? nil : "\(kind.rawValue) \(count.seen)/\(count.promised)"
    }
  }

  func missing(_ name: String) -> [String] {
    groups.filter { $0.name == name }.flatMap(\.missing).map { missing in
      [missing.kind.rawValue, missing.part, missing.name, missing.value, missing.isRequired ? "(required)" : nil]
        .compactMap(\.self).joined(separator: " ")
    }
  }
}
