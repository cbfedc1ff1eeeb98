import HTTPModel
import HTTPServing
import JSONModel
import TestSupport
import Testing

struct HostileRequestTests {
  private static let configuration = configured {
    $0.limits.maxHeadBytes = 8000
    $0.limits.maxTargetBytes = 1000
    $0.limits.maxFields = 50
    $0.limits.maxBodyBytes = 1000
  }

  @Test func `there are more than 200, none twice`() {
    #expect(HostileRequest.all.count > 200)
    #expect(Set(HostileRequest.all.map(\.bytes)).count == HostileRequest.all.count)
  }

  @Test func `each gets its answers and its end, and the server goes on`() async throws {
    try await serving(Answering.echo, Self.configuration) { port, server in
      for request in HostileRequest.all {
        try check(request, on: port)
        let good = try RawClient(port: port).ask("GET /good HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(good.text == "GET /good ", "after \(request.name)")
      }
      #expect(await eventually { await server.connectionCount() == 0 })
    }
  }

  /// Sends the bytes at once, and reads to the end of the stream.
  private func check(_ request: HostileRequest, on port: Int) throws {
    let client = try RawClient(port: port)
    // What is refused early may be closed before all of it is sent.
    try? client.send(request.bytes)
    if request.ends { client.endSending() }
    var statuses: [Int] = []
    do {
      while let answer = try client.answer() {
        statuses.append(answer.status)
        if answer.status >= 400 { try checkProblem(answer, request) }
      }
    } catch {
      Issue.record("\(request.name): \(error) after \(statuses)")
    }
    #expect(statuses == request.statuses, "\(request.name)")
  }

  private func checkProblem(_ answer: RawClient.Answer, _ request: HostileRequest) throws {
    #expect(answer.head.headers.first("Content-Type") == "application/problem+json", "\(request.name)")
    #expect(answer.head.headers.first("Connection") == "close", "\(request.name)")
    let problem = try JSONValue(parsing: answer.content)
    #expect(problem["status"] == .number(answer.status), "\(request.name)")
    #expect(problem["detail"]?.text?.isEmpty == false, "\(request.name)")
  }

  @Test func `the refusal of what follows HEAD has its body`() async throws {
    try await serving(Answering.echo) { port, _ in
      let client = try RawClient(port: port)
      try client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\n\r\n")
      #expect(try client.answer(to: .head)?.status == 200)
      let answer = try client.answer()
      #expect(answer?.status == 400)
      #expect(answer?.content.isEmpty == false)
    }
  }
}
