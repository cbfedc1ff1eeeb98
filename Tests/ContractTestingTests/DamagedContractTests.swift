import ContractTesting
import HTTPModel
import JSONModel
import TestSupport
import Testing

/// Documents in which anything may stand anywhere.
struct DamagedContractTests {
  private static let text = #"""
    {"openapi": "3.1.0", "servers": [{"url": "https://a.example.com/v1", "variables": {"a": {"default": "b"}}}],
     "paths": {"/a/{id}": {"parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "integer"}}],
       "post": {"parameters": [{"name": "q", "in": "query", "style": "deepObject", "schema": {"type": "object"}}],
         "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"},
           "examples": {"e": {"value": {"a": 1}}}}, "application/x-www-form-urlencoded": {"schema": {"type": "object"}}}},
         "responses": {"200": {"headers": {"X-A": {"schema": {"type": "string"}}},
           "content": {"application/json": {"schema": {"oneOf": [{"$ref": "#/components/schemas/A"}, {"type": "null"}]}}}},
           "default": {"$ref": "#/components/responses/R"}},
         "callbacks": {"c": {"{$url}": {"post": {"requestBody": {"content": {"*/*": {"schema": true}}}}}}}}}},
     "webhooks": {"a.done": {"post": {"requestBody": {"content": {"application/json": {"schema": {"properties":
       {"type": {"const": "a.done"}}}}}}}}},
     "components": {"responses": {"R": {"description": "r"}}, "securitySchemes": {"k": {"type": "apiKey", "in": "query",
       "name": "k"}}, "schemas": {"A": {"type": "object", "required": ["a"], "properties": {"a": {"type": ["string", "null"],
       "nullable": true, "pattern": "^a\\-", "example": 1, "default": 2, "readOnly": true, "format": "uuid"},
       "b": {"items": {"$ref": "#/components/schemas/A"}}}, "patternProperties": {"^x": {}}, "enum": [{}]}}}}
    """#

  @Test(arguments: 0..<40) func `a document that is damaged anywhere stops nothing`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let whole = try JSONValue(parsing: DamagedContractTests.text)
    for _ in 0..<25 {
      var damaged = whole
      for _ in 0..<Int.random(in: 1...3, using: &generator) { damaged = change(damaged, &generator) }
      guard let contract = try? Contract(parsing: damaged.bytes(), named: "openapi.json") else { continue }
      _ = contract.faults()
      let exchange = Exchange(
        request: SampleContract.post(#"{"a": "x", "b": [{"a": null}]}"#, to: "/v1/a/7?q[x][y]=1&z=2"),
        outcome: .response(SampleContract.response(#"{"a": 1}"#)))
      _ = contract.verify(exchange)
      _ = contract.verify(webhook: Array(#"{"type": "a.done"}"#.utf8))
      _ = contract.verify(callback: "c", of: "POST /a/{id}", body: [123, 125])
    }
  }

  /// Replaces one value, removes it, or moves it up.
  private func change(_ value: JSONValue, _ generator: inout SeededGenerator) -> JSONValue {
    let others: [JSONValue] = [
      .null, true, 1, "x", "#/components/schemas/A", [], .object(JSONObject()), ["a"], ["$ref": "#/components"],
      ["$ref": "#/paths/~1a~1%7Bid%7D"], ["type": "object"], -1, 1.5,
    ]
    if Int.random(in: 0..<5, using: &generator) == 0 { return others.randomElement(using: &generator) ?? .null }
    switch value {
    case .object(var object) where !object.isEmpty:
      let key = object.keys.randomElement(using: &generator) ?? ""
      object[key] = Int.random(in: 0..<12, using: &generator) == 0 ? nil : object[key].map { change($0, &generator) }
      return .object(object)
    case .array(var elements) where !elements.isEmpty:
      let index = Int.random(in: 0..<elements.count, using: &generator)
      elements[index] = change(elements[index], &generator)
      return .array(elements)
    default: return others.randomElement(using: &generator) ?? .null
    }
  }
}
