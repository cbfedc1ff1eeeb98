import ContractTesting
import Findings
import HTTPModel
import JSONModel
import Locking
import TestSupport
import Testing

struct VerifierTests {
  private let contract: Contract

  init() throws { contract = try SampleContract.schema(#"{"type": "object", "required": ["id"]}"#) }

  private func rules(_ mode: Verifier.Mode) -> Verifier.Rules {
    let contract = contract
    return Verifier.Rules(mode, Verification()) { $0.origin == SampleContract.origin ? contract : nil }
  }

  private func told(_ collector: FindingCollector) -> [String] {
    collector.findings.map { "\($0.rule.id) \($0.subject.part ?? "")" }
  }

  private func status(_ outcome: Outcome) -> Int? {
    if case .response(let response) = outcome { response.status } else { nil }
  }

  @Test func `a request that breaks the contract is not sent where that is asked`() async throws {
    let upstream = StubResponder(SampleContract.response(#"{"id": 1}"#)), found = FindingCollector()
    let verifier = Verifier(answering: upstream, rules(.fail)) { _, findings in found.add(findings) }
    let outcome = await verifier.respond(to: SampleContract.post("{}")).outcome
    #expect(upstream.requests.isEmpty)
    #expect(status(outcome) == 598)
    #expect(Verifier.isRefusal(outcome))
    #expect(told(found) == ["missing-field request"])
    guard case .response(let response) = outcome, case .bytes(let bytes) = response.body else { return }
    let body = try JSONValue(parsing: bytes)
    #expect(body["type"] == "urn:tapedeck:contract")
    #expect(body["findings"]?[0]?["rule"] == "missing-field")
    #expect(status(await verifier.respond(to: SampleContract.post(#"{"id": 1}"#)).outcome) == 200)
    #expect(upstream.requests.count == 1)
  }

  @Test func `a warning lets the request pass`() async {
    let upstream = StubResponder(SampleContract.response("[]")), found = FindingCollector()
    let verifier = Verifier(answering: upstream, rules(.warn)) { _, findings in found.add(findings) }
    #expect(status(await verifier.respond(to: SampleContract.post("{}")).outcome) == 200)
    #expect(upstream.requests.count == 1)
    #expect(told(found) == ["missing-field request", "wrong-type response 200"])
  }

  @Test func `an API without a contract is a finding and is never refused`() async {
    let upstream = StubResponder(SampleContract.response("{}")), found = FindingCollector()
    let verifier = Verifier(answering: upstream, rules(.fail)) { _, findings in found.add(findings) }
    let request = Request(.get, Origin(scheme: "https", host: "other.example.com"), Target("/"))
    #expect(status(await verifier.respond(to: request).outcome) == 200)
    #expect(told(found) == ["uncovered-api request"])
  }

  @Test func `failures and misses pass`() async {
    let upstream = StubResponder { _ in .failure(TransportFailure(.refused, "no")) }, found = FindingCollector()
    let verifier = Verifier(answering: upstream, rules(.fail)) { _, findings in found.add(findings) }
    guard case .failure(let failure) = await verifier.respond(to: SampleContract.post(#"{"id": 1}"#)).outcome else {
      Issue.record("not a failure")
      return
    }
    #expect(failure.kind == .refused)
    #expect(found.findings == [])
  }

  @Test func `streams are verified as far as the limit, and beyond it nothing of them is missing`() async throws {
    @Sendable func stream(_ chunks: [String]) -> Body {
      .stream(ChunkSource(chunks.map { Array($0.utf8) }), length: nil)
    }
    var rules = rules(.warn)
    rules.maxHeldBytes = 8
    let upstream = StubResponder { request in
      let isSecond = request.headers.contains("x-second")
      let body = isSecond ? stream(["{\"id\"", ": \"", "long enough\"}"]) : stream(["[", "]"])
      return .response(Response(status: 200, headers: [SampleContract.json], body: body))
    }
    let found = FindingCollector()
    let verifier = Verifier(answering: upstream, rules) { _, findings in found.add(findings) }
    var request = SampleContract.post("")
    request.body = stream(["{", "}"])
    _ = await verifier.respond(to: request).outcome
    #expect(told(found) == ["missing-field request", "wrong-type response 200"])
    request.body = stream(["{\"id\": ", "12345}"])
    request.headers.append("x-second", "1")
    let outcome = await verifier.respond(to: request).outcome
    #expect(told(found).suffix(2) == ["unverifiable request", "unverifiable response 200"])
    guard case .response(let response) = outcome else { return }
    #expect(try await response.body.collected().get().bytes == Array(#"{"id": "long enough"}"#.utf8))
    // What cannot be verified is not known to break the contract.
    rules.mode = .fail
    let strict = Verifier(answering: upstream, rules) { _, _ in }
    request.body = stream(["[      ", "     ]"])
    #expect(status(await strict.respond(to: request).outcome) == 200)
    #expect(try await upstream.requests[1].body.collected().get().bytes == Array(#"{"id": 12345}"#.utf8))
  }

  @Test func `a stream that ends too early is the failure that it is`() async {
    let upstream = StubResponder { _ in
      .response(
        Response(
          status: 200, headers: [SampleContract.json], body: .stream(ChunkSource([[123]], fails: true), length: nil)))
    }
    let verifier = Verifier(answering: upstream, rules(.warn)) { _, _ in }
    guard case .failure(let failure) = await verifier.respond(to: SampleContract.post(#"{"id": 1}"#)).outcome else {
      Issue.record("not a failure")
      return
    }
    #expect(failure.kind == .truncated)
    #expect(failure.partialBody == [123])
    #expect(failure.partial?.status == 200)
  }

  @Test func `content codings are undone by whoever can`() async {
    let upstream = StubResponder(
      SampleContract.response("coded", headers: [SampleContract.json, HeaderField("Content-Encoding", "x")]))
    let found = FindingCollector()
    var rules = rules(.warn)
    let blind = Verifier(answering: upstream, rules) { _, findings in found.add(findings) }
    _ = await blind.respond(to: SampleContract.post(#"{"id": 1}"#)).outcome
    #expect(told(found) == ["unverifiable response 200"])
    rules.decode = { _, _ in Array("{}".utf8) }
    let seeing = Verifier(answering: upstream, rules) { _, findings in found.add(findings) }
    _ = await seeing.respond(to: SampleContract.post(#"{"id": 1}"#)).outcome
    #expect(told(found).last == "missing-field response 200")
  }

  @Test func `a collector keeps so many and counts the rest`() {
    let collector = FindingCollector(limit: 1)
    let finding = contract.verify(SampleContract.post("{}"))
    collector.add(finding + finding + finding)
    #expect(collector.findings.count == 1)
    #expect(collector.dropped == 2)
  }
}

/// A body in chunks.
final class ChunkSource: BodySource {
  private let chunks: Lock<[[UInt8]]>
  private let fails: Bool

  init(_ chunks: [[UInt8]], fails: Bool = false) { (self.chunks, self.fails) = (Lock(chunks), fails) }

  func next() async -> BodyPart {
    let chunk = chunks.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    if let chunk { return .chunk(chunk) }
    return fails ? .failure(TransportFailure(.truncated, "cut")) : .end(trailers: [])
  }

  func cancel() {}
}
