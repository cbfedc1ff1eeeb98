public import JSONModel

/// The connections that tasks may use, by ARN, their secrets resolved.
public struct ConnectionTable: Sendable {
  private let connections: [String: EventBridgeConnection]
  /// What was wrong. A connection that has a problem is not in the table.
  public let problems: [ConnectionProblem]
  /// The names of secrets that could not be resolved, each once, in order. For each `{{its name}}` is sent: right
  /// offline, where no one looks at it, and an error live.
  public let unresolvedSecrets: [String]

  /// No connection.
  public init() { (connections, problems, unresolvedSecrets) = ([:], [], []) }

  /// Reads `{ARN: Properties of AWS::Events::Connection}`, the content of a `--connections` file.
  public init(properties: JSONValue, secrets: SecretStore) {
    var parser = ConnectionParser(secrets: secrets)
    var connections: [String: EventBridgeConnection] = [:]
    if let object = properties.object {
      for member in object {
        let pointer = JSONPointer(tokens: [member.key.text])
        if let connection = parser.connection(member.value, at: pointer) { connections[member.key.text] = connection }
      }
    } else {
      parser.problems = [
        ConnectionProblem(
          pointer: JSONPointer(), text: "an object {ARN: properties} is expected, not \(properties.kind)")
      ]
    }
    self.connections = connections
    problems = parser.problems
    unresolvedSecrets = parser.unresolved
  }

  /// In no order.
  public var arns: [String] { Array(connections.keys) }

  public subscript(_ arn: String) -> EventBridgeConnection? { connections[arn] }
}
