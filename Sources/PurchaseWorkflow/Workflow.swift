/// A workflow as a named bundle: all that `tapedeck run NAME` needs.
public struct Workflow: Sendable {
  public let name: String
  /// What it does, in one line.
  public let summary: String
  /// The state machine's text in Amazon States Language.
  public let definition: [UInt8]
  /// What the definition is called in messages.
  public let definitionFile: String
  /// `{ARN: Properties of AWS::Events::Connection}`.
  public let connections: [UInt8]
  /// The input of the execution.
  public let event: [UInt8]
  /// Nil where the name comes from the seed.
  public let executionName: String?
  /// A name under `Cassettes`.
  public let cassette: String

  /// All bundles, the default first.
  public static let all: [Workflow] = [purchase, purchaseRobust]

  /// The reference workflow: a completed purchase becomes a licence and a mail with its key.
  public static let purchase = Workflow(
    name: "purchase", summary: "a completed purchase becomes a licence and a mail with its key",
    definition: PackageResources.purchase_asl_json, definitionFile: "purchase.asl.json",
    connections: PackageResources.purchase_connections_json, event: PackageResources.purchase_event_json,
    executionName: nil, cassette: "purchase")

  /// The same purchase for both versions of the licence server, which may be repeated: nothing is made twice, and what is
  /// outstanding is said. Its execution's name is the licence's id.
  public static let purchaseRobust = Workflow(
    name: "purchase-robust", summary: "the same, fit to be repeated: one licence for each purchase",
    definition: PackageResources.purchase_robust_asl_json, definitionFile: "purchase-robust.asl.json",
    connections: PackageResources.purchase_connections_json, event: PackageResources.purchase_robust_event_json,
    executionName: "3c7a5e0e-2f4d-4a6b-9d6e-5a1f0c9b7d21", cassette: "purchase")

  public init(
    name: String, summary: String, definition: [UInt8], definitionFile: String, connections: [UInt8], event: [UInt8],
    executionName: String?, cassette: String
  ) {
    self.name = name
    self.summary = summary
    self.definition = definition
    self.definitionFile = definitionFile
    self.connections = connections
    self.event = event
    self.executionName = executionName
    self.cassette = cassette
  }
}
