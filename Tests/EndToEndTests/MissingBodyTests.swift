import JSONModel
import TestSupport
import Testing

/// Bodies that an imported file did not hold, in every command that would use them.
@Suite(.timeLimit(.minutes(10))) struct MissingBodyTests {
  private static let customer = "Cassettes/purchase/003-paddle-GET-customers.json"
  private static let reason = "its response had 5000 bytes, the file holds none"

  /// The purchase, in which the customer's answer came from a file that did not hold it.
  private static func place() throws -> Workplace {
    let place = try Workplace("purchase")
    try place.change(
      customer, #""origin": "documented","#,
      #""origin": "imported", "from": { "tool": "t 1", "file": "a.har", "missing": { "response": "\#(reason)" } },"#)
    let text = try place.folder.text(customer)
    let start = try #require(text.firstRange(of: ",\n    \"body\"")).lowerBound
    let end = try #require(text.firstRange(of: "\n  },\n  \"recorded\"")).lowerBound
    let digest = try #require(text.firstRange(of: ",\n    \"digest\"")).lowerBound
    try place.folder.write(text[..<start] + text[end..<digest] + "\n  }\n}\n", to: customer)
    return place
  }

  @Test func `a run ends with the miss, over the wire with the same history`() throws {
    let place = try Self.place()
    let direct = try place.run("run", "purchase"), wire = try place.run("run", "purchase", "--wire")
    #expect(direct.status == 1 && wire.status == 1)
    #expect(direct.output == wire.output)
    #expect(
      wire.output.contains(
        """
        ABORTED after 0 ms: no recorded answer
          GET https://sandbox-api.paddle.com/customers/ctm_01hv6y1jedq4p1n0yqn5ba3ky4
            the file that its answer was imported from did not hold its body: \(Self.reason)
            recorded: 003-paddle-GET-customers
            to record it: tapedeck record --cassette purchase --mode all

        """), "\(wire.output)")
    let history = try place.run("run", "purchase", "--format", "json").outputBytes
    #expect(try place.run("run", "purchase", "--format", "json", "--wire").outputBytes == history)
    #expect(try JSONValue(parsing: history)["events"]?.array?.last?["type"] == "ExecutionAborted")
  }

  @Test func `it is never verified, and the rest of the exchange is`() throws {
    let place = try Self.place()
    let result = try place.run("verify", "purchase")
    #expect(result.status == 1)
    #expect(
      result.output.contains("003-paddle-GET-customers.json:")
        && result.output.contains("error unverifiable: the body was not verified: \(Self.reason)"), "\(result.output)")
    #expect(
      (result.output + result.error).contains("1 error; 9 interactions (15 payloads)"),
      "\(result.output)\(result.error)")
    try place.change(Self.customer, #""status": 200"#, #""status": 302"#)
    #expect(try place.run("verify", "purchase").output.contains("undocumented-status"))
  }

  @Test func `coverage counts the status, and nothing of the body`() throws {
    let whole = try JSONValue(
      parsing: Workplace("purchase").run("coverage", "purchase", "--api", "paddle", "--format", "json").outputBytes)
    let missing = try JSONValue(
      parsing: Self.place().run("coverage", "purchase", "--api", "paddle", "--format", "json").outputBytes)
    func seen(_ report: JSONValue, _ kind: String) throws -> Int {
      try #require(report["apis"]?[0]?["kinds"]?[kind]?["seen"]?.int)
    }
    #expect(try seen(missing, "statuses") == seen(whole, "statuses"))
    #expect(try seen(missing, "fields") < seen(whole, "fields"))
  }
}
