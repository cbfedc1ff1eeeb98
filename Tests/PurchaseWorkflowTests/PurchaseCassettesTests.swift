import JSONModel
import PurchaseWorkflow
import RecordReplay
import TestSupport
import Testing

struct PurchaseCassettesTests {
  static let names = ["purchase", "purchase-2025", "purchase-again", "purchase-lost-answer"]
  /// What was changed by hand and says so.
  static let edited = ["purchase-lost-answer/004-keygen-POST-licenses"]

  static func cassette(_ name: String) throws -> Cassette {
    try Cassette(loading: "\(SharedFiles.root)/Cassettes/\(name)")
  }

  private static func json(_ body: StoredBody?) throws -> JSONValue {
    try JSONValue(parsing: try #require(body).bytes)
  }

  @Test(arguments: names) func `only what says so was edited`(name: String) throws {
    let cassette = try Self.cassette(name)
    #expect(cassette.manifest.complete)
    let edited = try cassette.interactions.filter { try $0.origin == .edited }
    #expect(edited.map { "\(name)/\($0.name)" } == Self.edited.filter { $0.hasPrefix(name + "/") })
    #expect(edited.allSatisfy { $0.recorded.origin == .edited })
  }

  @Test(arguments: names) func `interactions stand in the order of their times`(name: String) throws {
    let times = try Self.cassette(name).interactions.map(\.recorded.at)
    #expect(times.allSatisfy { $0 != nil })
    #expect(times.compactMap(\.self) == times.compactMap(\.self).sorted())
  }

  @Test(arguments: names) func `Keygen's answers are recordings, Paddle's and SES's are written from documents`(
    name: String
  ) throws {
    for interaction in try Self.cassette(name).interactions where !Self.edited.contains("\(name)/\(interaction.name)") {
      #expect(
        try interaction.origin.name == (interaction.api == "keygen" ? "imported" : "documented"), "\(interaction.name)")
    }
  }

  @Test func `the deliveries that were received are the bundles' events`() throws {
    let purchase = try JSONValue(parsing: Workflow.purchase.event)
    let robust = try JSONValue(parsing: Workflow.purchaseRobust.event)
    #expect(purchase["data"]?["id"] == "txn_01hv8wptq8987qeep44cyrewp9")
    #expect(robust["data"]?["id"] == "txn_01hv8x29r7kqv4yhyehw8wqv2b")
    for (name, events) in zip(Self.names, [[purchase, robust], [purchase, robust], [robust], [robust]]) {
      let inbound = try Self.cassette(name).interactions.filter { $0.direction == .inbound }
      #expect(try inbound.map { try Self.json($0.request.body) } == events, "\(name)")
    }
  }

  @Test(.enabled(if: SharedFiles.available), arguments: names)
  func `Paddle's customer has the members and types of the documented example`(name: String) throws {
    let example = try JSONValue(parsing: try SharedFiles.bytes("apis/examples/paddle/get_customer_200.json"))
    let customer = try #require(
      try Self.cassette(name).interactions.first { $0.api == "paddle" && $0.direction == .outbound })
    #expect(Self.shape(try Self.json(customer.outcome.body)) == Self.shape(try #require(example["body"])))
  }

  /// Every member with the kind of its value, as pointers.
  private static func shape(_ value: JSONValue, at place: String = "") -> [String] {
    ["\(place): \(value.kind)"]
      + (value.object ?? JSONObject()).flatMap { shape($0.value, at: "\(place)/\($0.key.text)") }
  }
}
