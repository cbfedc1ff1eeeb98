extension SpoiltSample {
  static let rows = payloads + messages + documents

  private static let answer = "\(file):20:26: ", target = "\(file):6:12: "
  private static let more = "    Sent:"

  /// Rules about a payload that no shipped contract has a case for.
  private static let payloads = [
    value("out-of-range", "{maximum: 5}", "7", answer + "error", "own.yaml:19:55"),
    value("wrong-item-count", "{maxItems: 1}", "[1, 2]", answer + "error", "own.yaml:19:56"),
    value("repeated-items", "{uniqueItems: true}", "[1, 1]", answer + "error", "own.yaml:19:59"),
    value("forbidden-field", "{properties: {a: false}}", #"{"a": 1}"#, "\(file):20:32: error", "own.yaml:19:62"),
    value("forbidden-value", "{not: {const: 7}}", "7", answer + "error", "own.yaml:19:51"),
    value(
      "no-union-branch", "{anyOf: [{properties: {a: {const: 1}}}, {properties: {a: {const: 2}}}]}", #"{"a": 3}"#,
      answer + "error", "own.yaml:19:53"),
    value("several-union-branches", "{oneOf: [{minimum: 1}, {minimum: 2}]}", "7", answer + "error", "own.yaml:19:53"),
    value("wrong-content", "{contentEncoding: base64}", #""?""#, answer + "warning", "own.yaml:19:63"),
    value("write-only-field", "{writeOnly: true}", "7", answer + "warning", "own.yaml:19:57"),
    Self(
      "read-only-field", [("{type: string}}}\n", "{type: string, readOnly: true}}}\n")], "\(file):12:25: warning",
      "own.yaml:18:70"),
    value("unverifiable", "{$ref: '#/none'}", "7", answer + "error", "own.yaml:19:52"),
  ]

  /// Rules about what is around a payload.
  private static let messages = [
    Self(
      "missing-body", [(",\n    \"body\": {\n      \"json\": { \"name\": \"a\" }\n    }", "")], target + "error",
      "own.yaml:11:9"),
    Self(
      "unexpected-body",
      [
        (
          """
                requestBody:
                  required: true
                  content: {application/json: {schema: {$ref: '#/components/schemas/Sent'}}}

          """, ""
        )
      ], "\(file):11:13: warning", "own.yaml:10:7"),
    Self(
      "unreadable-body", [(#""json": { "value": 7, "kind": "b" }"#, #""text": "{""#)], "\(file):19:13: error",
      "own.yaml:14:71"),
    Self("missing-parameter", [("?limit=1", "")], target + "error", "own.yaml:8:7"),
    Self(
      "missing-credentials", [(",\n      \"Authorization: Bearer {{demo.token}}\"", "")], target + "error",
      "own.yaml:3:11"),
    Self("uncovered-api", [], "\(file):0:0: error", nil, []),
  ]

  /// Faults of a contract.
  private static let documents = [
    document("unresolved-reference", [(more, "    More: {$ref: '#/none'}\n" + more)], "error", "own.yaml:18:18"),
    document("invalid-schema", [(more, "    More: {type: 7}\n" + more)], "error", "own.yaml:18:18"),
    document(
      "example-invalid", [(more, "    More: {type: string, examples: [7]}\n" + more)], "warning", "own.yaml:18:37"),
    document("default-invalid", [(more, "    More: {type: string, default: 7}\n" + more)], "note", "own.yaml:18:35"),
    document("non-portable-pattern", [(more, "    More: {pattern: '\\-'}\n" + more)], "note", "own.yaml:18:21"),
    document("nullable-without-effect", [(more, "    More: {nullable: true}\n" + more)], "warning", "own.yaml:18:22"),
    document(
      "ignored-siblings",
      [
        ("openapi: 3.1.0", "openapi: 3.0.3"),
        (more, "    More: {$ref: '#/components/schemas/Sent', maxLength: 1}\n" + more),
      ],
      "note", "own.yaml:18:58"),
    document(
      "webhook-name-not-in-enum",
      [
        (
          "components:\n",
          """
          webhooks:
            a.done:
              post: {requestBody: {content: {application/json: {schema: {properties: {event_type: {enum: [b.done]}}}}}}}
          components:

          """
        )
      ], "warning", "own.yaml:17:5"),
    document(
      "ambiguous-paths",
      [
        (
          "components:\n",
          """
            /things/{other}:
              get:
                parameters: [{name: other, in: path, required: true, schema: {type: string}}]
                responses: {'200': {description: OK}}
          components:

          """
        )
      ], "note", "own.yaml:16:5"),
    document(
      "undeclared-path-parameter",
      [("    - {name: id, in: path, required: true, schema: {type: string}}\n", "")], "warning", "own.yaml:9:7"),
  ]
}
