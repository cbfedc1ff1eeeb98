import JSONModel
import TestSupport
import Testing

/// `tapedeck coverage`, as its user runs it.
@Suite(.timeLimit(.minutes(5))) struct CoverageTests {
  private func counts(_ output: String, of api: Int) throws -> [String] {
    let kinds = try JSONDocument(parsing: output).root["apis"]?[api]?["kinds"]
    return (kinds.map { Array($0.members) } ?? []).map { kind in
      "\(kind.key.text) \(kind.value["seen"]?.int ?? -1)/\(kind.value["promised"]?.int ?? -1)"
    }
  }

  @Test func `the shipped cassettes cover so much of each contract`() throws {
    let result = try Program.run("coverage", "--format", "json")
    #expect(result.status == 0, "\(result.error)")
    #expect(
      try counts(result.output, of: 0) == [
        "operations 2/77", "webhooks 0/5", "statuses 3/18", "media-types 5/8", "parameters 4/21", "fields 138/207",
        "enum-values 2/30", "nulls 28/52", "union-branches 2/4",
      ])
    #expect(
      try counts(result.output, of: 1) == [
        "operations 1/83", "webhooks 1/52", "statuses 1/4", "media-types 2/2", "parameters 1/2", "fields 135/187",
        "enum-values 12/53", "nulls 18/52", "union-branches 0/0",
      ])
    #expect(
      try counts(result.output, of: 2) == [
        "operations 1/1", "webhooks 0/0", "statuses 1/6", "media-types 2/2", "parameters 1/3", "fields 11/54",
        "enum-values 0/9", "nulls 0/0", "union-branches 0/0",
      ])
  }

  @Test func `a minimum that is not reached ends with 1 and says by how much`() throws {
    let held = try Program.run("coverage", "purchase", "--api", "ses", "--minimum", "operations=100,statuses=16")
    #expect(held.status == 0, "\(held.error)")
    let under = try Program.run("coverage", "purchase", "--api", "ses", "--minimum", "statuses=50")
    #expect(under.status == 1)
    #expect(under.output.hasSuffix("\n\nses, statuses: 16.66 % is 33.34 under the minimum of 50 %\n"))
    let markdown = try Program.run(
      "coverage", "purchase", "--api", "ses", "--minimum", "statuses=50", "--format", "markdown")
    #expect(markdown.status == 1)
    #expect(markdown.output.contains("**Under the minimum:**"))
  }

  @Test func `an API of which nothing is recorded is covered by nothing`() throws {
    let place = try Workplace("purchase")
    let contract = "openapi: 3.1.0\npaths: {/a: {get: {}}}\nwebhooks: {b: {post: {}}}\n"
    try place.folder.write(contract, to: "demo.yaml")
    let result = try place.run("coverage", "--api", "demo", "--contract", "demo=demo.yaml", "--minimum", "fields=1")
    #expect(result.output.hasPrefix("demo: 0 of 1 operations exercised; 0.0 % of what is promised was seen\n"))
    #expect(result.output.contains("  operations that nothing exercises: GET /a\n  webhooks that never came: b\n"))
    #expect(result.status == 1)
  }

  @Test func `an API without a contract reaches no minimum`() throws {
    let place = try Workplace.withoutContractForMails()
    let result = try place.run("coverage", "purchase")
    #expect(result.output.contains("\nno contract, so nothing is known of: post\n"))
    #expect(result.status == 0, "\(result.error)")
    let gate = try place.run("coverage", "purchase", "--minimum", "1")
    #expect(gate.output.contains("\npost has no contract: nothing of it is covered\n"))
    #expect(gate.status == 1)
  }

  @Test func `what breaks the contract is not covered`() throws {
    let place = try Workplace("purchase")
    let before = try place.run("coverage", "purchase", "--api", "paddle", "--format", "json")
    try place.change(
      "Cassettes/purchase/003-paddle-GET-customers.json", #""status": "active""#, #""status": "asleep""#)
    let after = try place.run("coverage", "purchase", "--api", "paddle", "--format", "json")
    let fields = #"{"kind":"fields","part":"response200","name":"/data/status"}"#
    #expect(!before.output.filter { !$0.isWhitespace }.contains(fields))
    #expect(after.output.filter { !$0.isWhitespace }.contains(fields))
  }

  @Test func `mistakes are named`() throws {
    let minimum = try Program.run("coverage", "--minimum", "lots")
    #expect(minimum.status == 2)
    #expect(minimum.error.contains("coverage: --minimum: 'lots' is not a percentage from 0 to 100"))
    let api = try Program.run("coverage", "--api", "nobody")
    #expect(api.status == 2)
    #expect(api.error.contains("--api: the API nobody has no contract"))
  }
}
