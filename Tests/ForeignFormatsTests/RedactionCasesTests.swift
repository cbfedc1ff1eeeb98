import ForeignFormats
import HTTPModel
import JSONModel
import RecordReplay
import TestSupport
import Testing

/// Files that were broken by redaction, or that it left secrets in.
@Suite(.enabled(if: SharedFiles.available)) struct RedactionCasesTests {
  private func imported(_ name: String) throws -> ImportedFile {
    try ImportedFile(
      SharedFiles.bytes("cases/\(name)/in.har"), apis: [ImportedFile.api("api", "https://api.example.com")])
  }

  @Test(arguments: ["har-cookie-equals-path", "har-cookie-value-everywhere", "har-template-in-text"])
  func `what holds no credential is stored and answered as it was recorded`(name: String) async throws {
    let file = try imported(name)
    #expect(file.outcome.refused.isEmpty)
    #expect(file.outcome.reports.map(\.report.replacements) == [[]])
    let recorded = file.har.entries[0].exchange.request
    #expect(try file.request(1).url == recorded.url)
    #expect(try file.request(1).headers == recorded.headers)
    let answers = try await file.answers(to: 1)
    #expect(answers.given == answers.recorded)
    #expect(answers.given.count > 2)
  }

  @Test func `a word that is a cookie's value makes no path of that word a wild card`() async throws {
    let file = try imported("har-cookie-value-everywhere")
    #expect(await file.miss(file.request(to: "/plans/enterprise")) == nil)
    #expect(await file.miss(file.request(to: "/plans/startup"))?.closest?.interaction == file.outcome.names[0])
    let path = try imported("har-cookie-equals-path")
    #expect(await path.miss(path.request(to: "/orders/other")) != nil)
  }

  @Test func `words that Tapedeck writes itself are no leak of a cookie, nor are a host and a date`() async throws {
    let file = try imported("har-cookie-false-leak")
    #expect(file.outcome.refused.isEmpty)
    #expect(file.outcome.names.count == 5)
    let cookies = try (1...4).map { try file.request($0).headers.first("cookie") }
    #expect(cookies == [nil, "mode=imported", "home=api.example.com", "seen=2026-11-28"])
    for number in 1...4 {
      let answers = try await file.answers(to: number)
      #expect(answers.given == answers.recorded)
    }
  }

  @Test func `a cookie's value that a link repeats in Base64 is taken out there, and the report says so`() throws {
    let file = try imported("har-cookie-false-leak")
    let headers = try #require(try file.response(5)).headers
    #expect(headers.first("set-cookie")?.contains("Kd83hQpLx71vTnB") == false)
    #expect(headers.first("set-cookie")?.hasSuffix("; Path=/") == true)
    let link = try #require(headers.first("location"))
    #expect(link.hasPrefix("https://api.example.com/m?hm=") && !link.hasSuffix("="))
    #expect(SecretTraces(of: ["Kd83hQpLx71vTnB"]).found(in: try file.written).isEmpty)
    let replacements = file.outcome.reports[4].report.replacements.map { "\($0.place) \($0.rule)" }
    #expect(
      replacements.sorted() == [
        "/response/headers/location repeated:place:cookie", "/response/headers/set-cookie place:cookie",
      ])
  }
}
