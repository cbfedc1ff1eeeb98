import TestSupport
import Testing

/// A contract of an API `demo` and an exchange with it that hold to each other, one of the two changed so that a rule is
/// broken.
struct SpoiltSample: Sendable, CustomTestStringConvertible {
  let rule: String
  /// Texts of the contract or of the exchange, and what takes their place.
  let changes: [(old: String, new: String)]
  /// `file:line:column: severity` of the finding, and where the contract says so; nil where it says nothing.
  let place: String, contract: String?
  /// Beside `verify demo --strict`.
  let options: [String]

  var testDescription: String { rule }

  init(
    _ rule: String, _ changes: [(String, String)], _ place: String, _ contract: String?,
    _ options: [String] = ["--contract", "demo=own.yaml"]
  ) {
    (self.rule, self.changes, self.place, self.contract, self.options) = (rule, changes, place, contract, options)
  }

  /// The schema of the answer's `value`, and a value that does not fit.
  static func value(_ rule: String, _ schema: String, _ value: String, _ place: String, _ contract: String?) -> Self {
    Self(rule, [("value: {}", "value: \(schema)"), (#""value": 7"#, #""value": \#(value)"#)], place, contract)
  }

  /// A fault of the contract alone, in a schema `More` that nothing uses or at another place.
  static func document(
    _ rule: String, _ changes: [(String, String)], _ severity: String, _ contract: String
  ) -> Self {
    Self(rule, changes, "none: \(severity)", contract, ["--contract", "demo=own.yaml", "--check-contracts"])
  }

  static let file = "Cassettes/demo/001-demo-POST-things.json"

  static let contract = """
    openapi: 3.1.0
    info: {title: Demo, version: '1'}
    security: [{bearer: []}]
    paths:
      /things/{id}:
        parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: limit, in: query, required: true, schema: {type: integer}}
        post:
          requestBody:
            required: true
            content: {application/json: {schema: {$ref: '#/components/schemas/Sent'}}}
          responses:
            '200': {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/Got'}}}}
    components:
      securitySchemes: {bearer: {type: http, scheme: bearer}}
      schemas:
        Sent: {type: object, properties: {name: {type: string}}}
        Got: {type: object, properties: {value: {}, kind: {}}}

    """

  static let exchange = """
    {
      "api": "demo",
      "direction": "outbound",
      "request": {
        "method": "POST",
        "url": "https://demo.example.com/things/7?limit=1",
        "headers": [
          "Content-Type: application/json",
          "Authorization: Bearer {{demo.token}}"
        ],
        "body": {
          "json": { "name": "a" }
        }
      },
      "response": {
        "status": 200,
        "reason": "OK",
        "headers": ["Content-Type: application/json"],
        "body": {
          "json": { "value": 7, "kind": "b" }
        }
      },
      "recorded": { "origin": "documented" }
    }

    """

  /// A place with all of it.
  func workplace() throws -> Workplace {
    let place = try Workplace()
    let manifest =
      #"{ "tapedeck": 1, "complete": true, "apis": { "demo": { "hosts": ["https://demo.example.com"] } } }"#
    try place.folder.write(manifest, to: "Cassettes/demo/cassette.json")
    try place.folder.write(Self.contract, to: "own.yaml")
    try place.folder.write(Self.exchange, to: Self.file)
    for (old, new) in changes {
      try place.change(Self.contract.contains(old) ? "own.yaml" : Self.file, old, new)
    }
    return place
  }
}
