import ContractDrafting
import HTTPModel
import Testing

/// Contracts in JSON that are extended.
struct JSONMergeTests {
  @Test func `members are added in the layout of the text, and the rest stays byte for byte`() throws {
    let old = """
      {
          "openapi": "3.1.0",
          "paths": {
              "/things": { "get": { "responses": { "200": { "description": "Mine" } } } },
              "/others": {}
          },
          "x-mine" : [1,  2]
      }

      """
    let (new, merge) = try MergeSample.merge(
      json: old, .sample("GET", "/things", status: 404), .sample("POST", "/others", status: 204),
      .sample("GET", "/new", status: 204))
    #expect(merge.problems.isEmpty)
    #expect(
      new == """
        {
            "openapi": "3.1.0",
            "paths": {
                "/things": { "get": { "responses": { "200": { "description": "Mine" }, "404": {"description": "Not Found"} } } },
                "/others": {
                    "post": {
                        "responses": {
                            "204": {
                                "description": "No Content"
                            }
                        }
                    }
                },
                "/new": {
                    "get": {
                        "responses": {
                            "204": {
                                "description": "No Content"
                            }
                        }
                    }
                }
            },
            "x-mine" : [1,  2]
        }

        """)
  }

  @Test(arguments: [
    (#"{"type":"string"}"#, ["null"], #"{"type":["string", "null"]}"#),
    (#"{"type": ["string"]}"#, ["null", "1"], #"{"type": ["string", "integer", "null"]}"#),
    (#"{"type": "integer"}"#, ["1.5"], #"{"type": "number"}"#),
    (#"{"enum": ["a"]}"#, [#""b""#], #"{"enum": ["a", "b"]}"#),
    (
      #"{"type": "object", "required": ["a", "b"], "properties": {"a": {}, "b": {}}}"#, [#"{"a": 1}"#],
      #"{"type": "object", "required": ["a"], "properties": {"a": {}, "b": {}}}"#
    ),
    (
      #"{"required": ["a"], "type": "object", "properties": {"a": {}}}"#, ["{}"],
      #"{"type": "object", "properties": {"a": {}}}"#
    ),
    (
      #"{"type": "object", "properties": {}}"#, [#"{"a": true}"#],
      #"{"type": "object", "properties": {"a": {"type": "boolean"}}}"#
    ),
  ])
  func `a schema is widened in its line`(old: String, answers: [String], new: String) throws {
    let head =
      #"{"openapi": "3.1.0", "paths": {"/things": {"get": {"responses": {"200": {"content": {"application/json": {"schema": "#
    let merge = try MergeSample.merge(
      head + old + "}}}}}}}}", try answers.map { try .sample("GET", "/things", answer: $0) })
    #expect(merge.problems.isEmpty)
    #expect(String(decoding: merge.bytes, as: UTF8.self) == head + new + "}}}}}}}}")
  }
}
