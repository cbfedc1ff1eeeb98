import ContractDrafting
import HTTPModel
import JSONModel
import Testing

struct ContractDraftTests {
  @Test func `a draft has what was recorded, with its evidence`() throws {
    let draft = ContractDraft(
      try .sample(
        "GET", "/customers/ctm_01h7dtf1yg8jge7980baqdkjk8?include=address", answer: #"{"id":"ctm_1","age":7}"#,
        operation: "get-customer"),
      try .sample("GET", "/customers/ctm_01h8441jn5pcwrfhwh78jqt8hk", answer: #"{"id":"ctm_2","age":null,"note":"x"}"#))
    #expect(
      draft.text == """
        # Drafted from 2 interactions.
        # A comment is the evidence: "41 of 41" says in how many of the objects a member is.
        openapi: "3.1.0"
        info:
          title: example
          version: "0.1.0"
        servers:
          - url: "https://api.example.com"
        paths:
          /customers/{customer_id}:
            parameters:
              - name: customer_id
                in: path
                required: true
                schema:
                  type: string
            get: # 2 interactions
              operationId: get-customer
              parameters:
                - name: include # in 1 of 2
                  in: query
                  schema:
                    type: string
              responses:
                "200": # 2 interactions
                  description: OK
                  content:
                    application/json: # 2 bodies
                      schema:
                        type: object
                        required: [id, age]
                        properties:
                          id: # 2 of 2, 2 values
                            type: string
                          age: # 2 of 2, null in 1, 1 value
                            type: [integer, "null"]
                          note: # 1 of 2
                            type: string

        """)
    _ = try draft.document()
  }

  @Test func `what was written by hand is never called recorded`() throws {
    var exchange = try RecordedExchange.sample("GET", "/things")
    exchange.isRecorded = false
    let draft = ContractDraft(exchange, try .sample("GET", "/things"))
    #expect(draft.text.hasPrefix("# Drafted from 2 interactions, 1 of which was not recorded.\n"))
  }

  @Test func `requests and answers are told apart by method, status and media type`() throws {
    let draft = ContractDraft(
      try .sample("POST", "/things", status: 201, answer: #"{"a":1}"#, body: #"{"b":"x"}"#),
      try .sample("POST", "/things", status: 404, answer: #"{"error":"x"}"#, body: #"{"b":"x","c":1}"#),
      try .sample("POST", "/things", status: 404, answer: "<p>x</p>", mediaType: "text/html"),
      try .sample("DELETE", "/things/1", status: 204))
    let document = try draft.document(), post = "/paths/~1things/post"
    #expect(document.value("\(post)/requestBody/required") == nil)
    #expect(document.value("\(post)/requestBody/content/application~1json/schema/required") == ["b"])
    #expect(document.value("\(post)/responses/201/content/application~1json/schema/required") == ["a"])
    #expect(document.value("\(post)/responses/404/content/application~1json/schema/required") == ["error"])
    #expect(document.value("\(post)/responses/404/content/text~1html") == [:])
    let delete = try #require(document.value("/paths/~1things~1{thing_id}/delete/responses/204"))
    #expect(delete == ["description": "No Content"])
  }

  @Test func `a request that was refused for what it was is no evidence, unless there is no other`() throws {
    let good = try RecordedExchange.sample("POST", "/things", status: 201, body: #"{"a":1}"#)
    let bad = try RecordedExchange.sample("POST", "/things?x=1", status: 422, body: #"{"a":"no"}"#)
    let both = try ContractDraft(good, bad).document(), alone = try ContractDraft(bad).document()
    let type = "/paths/~1things/post/requestBody/content/application~1json/schema/properties/a/type"
    #expect(both.value(type) == "integer" && alone.value(type) == "string")
    #expect(
      both.value("/paths/~1things/post/parameters") == nil
        && alone.value("/paths/~1things/post/parameters/0/name") == "x")
    #expect(both.value("/paths/~1things/post/responses/422") != nil)
  }

  @Test func `webhooks stand by the type of their event`() throws {
    let draft = ContractDraft(
      try .sample("POST", "/hook", status: 202, body: #"{"event_type":"a.created","n":1}"#, event: "a.created"),
      try .sample("POST", "/hook", status: 202, body: #"{"event_type":"b.done"}"#, event: "b.done"))
    let document = try draft.document()
    #expect(document.root["paths"]?.count == 0)
    #expect(document.root["webhooks"]?.members.map(\.key.text) == ["a.created", "b.done"])
    #expect(
      document.value("/webhooks/a.created/post/requestBody/content/application~1json/schema/required") == [
        "event_type", "n",
      ])
    #expect(document.value("/webhooks/a.created/post/responses/202/description") == "Accepted")
  }

  @Test func `parameters of a query are never required and are lists where they are repeated`() throws {
    let draft = ContractDraft(
      try .sample("GET", target("limit=1&status=a&status=b&live=true&page%5Bsize%5D=2")),
      try .sample("GET", target("limit=25&status=a&live=false&page%5Bsize%5D=x")))
    let document = try draft.document(), all = try #require(document.value("/paths/~1things/get/parameters")?.array)
    #expect(all.map { $0["name"]?.text } == ["limit", "status", "live", "page[size]"])
    #expect(all.allSatisfy { $0["required"] == nil && $0["in"] == "query" })
    #expect(all.map { $0["schema"]?["type"]?.text } == ["integer", "array", "boolean", "string"])
  }

  private func target(_ query: String) -> String { "/things?\(query)" }

  @Test func `header fields are described, but those of the caller's list not`() throws {
    let headers: HeaderFields = [
      HeaderField("Content-Type", "application/json"),
      HeaderField("Request-Id", "07fab0ef-505c-447d-ae6a-932b5339300d"),
      HeaderField("X-Frame-Options", "deny"), HeaderField("CF-Ray", "abc"), HeaderField("Date", "x"),
      HeaderField("API-Version", "1.10"), HeaderField("Remaining", "7"),
    ]
    let draft = ContractDraft(
      [try .sample("GET", "/things", headers: headers)], title: "example",
      passingOver: (requests: [], responses: ["content-type", "cf-*", "date", "x-frame-options"]))
    let found = try draft.document().value("/paths/~1things/get/responses/200/headers")
    let id: JSONValue = ["schema": ["type": "string", "format": "uuid"]]
    #expect(
      found == [
        "Request-Id": id, "API-Version": ["schema": ["type": "string"]], "Remaining": ["schema": ["type": "integer"]],
      ])
  }

  @Test func `a header of requests is a parameter, also of a webhook, and its values are not listed`() throws {
    func sample(_ method: String, _ target: String, event: String? = nil, _ version: String?) throws -> RecordedExchange
    {
      var exchange = try RecordedExchange.sample(method, target, event: event)
      exchange.headers = [HeaderField("Host", "api.example.com")]
      if let version { exchange.headers.append("API-Version", version) }
      return exchange
    }
    let draft = ContractDraft(
      try (0..<8).map { try sample("GET", "/things", $0 < 6 ? "beta" : nil) }
        + [sample("POST", "/hook", event: "a.done", "1")],
      title: "example", passingOver: (requests: ["host"], responses: []))
    let header: JSONValue = [["name": "API-Version", "in": "header", "schema": ["type": "string"]]]
    #expect(try draft.document().value("/paths/~1things/get/parameters") == header)
    #expect(draft.text.contains("- name: API-Version # in 6 of 8\n"))
    #expect(
      try draft.document().value("/webhooks/a.done/post/parameters/0/schema") == ["type": "integer"])
  }

  @Test func `a body that is not JSON though it says so is counted, and a form is an object`() throws {
    let draft = ContractDraft(
      try .sample("GET", "/broken", answer: "{"),
      try .sample("POST", "/form", body: "a=1&b=x+y&b=z", mediaType: "application/x-www-form-urlencoded"))
    #expect(draft.text.contains("application/json: {} # 1 body, 1 not JSON"))
    let schema = try draft.document().value(
      "/paths/~1form/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties")
    #expect(schema?["a"]?["type"] == "string" && schema?["b"]?["type"] == "array")
  }

  @Test func `a method that OpenAPI has no place for is said and left out`() throws {
    let draft = ContractDraft(try .sample("PURGE", "/things"), try .sample("GET", "/things"))
    #expect(draft.notes.count == 1 && draft.notes[0].hasPrefix("PURGE: "))
    #expect(try draft.document().root["paths"]?["/things"]?.count == 1)
  }

  @Test func `an exchange without an answer still documents its operation`() throws {
    let document = try ContractDraft(try .sample("GET", "/things", status: nil)).document()
    #expect(document.value("/paths/~1things/get") == [:])
  }

  @Test func `values that are somebody's are nowhere in the text`() throws {
    let draft = ContractDraft(
      try (0..<12).map { number in
        try .sample(
          "POST", "/users/grace\(number % 2)@example.com?token=sesame", status: 200,
          answer:
            #"{"name":"lovelace","email":"grace@example.com","api_key":"opensesame","metadata":{"plan":"golden"}}"#,
          body: #"{"password":"sesame","city":"london"}"#)
      }, title: "example")
    for secret in ["lovelace", "grace", "sesame", "london", "golden"] {
      #expect(!draft.text.contains(secret), "\(secret)")
    }
  }

  // MARK: Hostile input

  @Test func `names that no YAML key may be are written so that every reader takes them for text`() throws {
    let names = [
      "no", "on", "y", "null", "~", "1e3", "0x1F", "1:30", "010", "<<", "=", "- a", "a: b", "a #b", "#a", "'a'", "\"",
      "\\",
      "a\nb", "\r", "\t", "\u{85}", "\u{2028}", "\u{FEFF}", "é", "😀", "", " ", "a ", "[a", "{a", "*a", "&a", "!a", "%a",
      "@a",
      "`a", "?", "? a", "|", ">", ",", "-", "---", "...", "yes",
    ]
    let object = JSONValue.object(JSONObject(names.map { ($0, 1) })).text()
    let document = try ContractDraft(try .sample("GET", "/things", answer: object)).document()
    let schema = document.value("/paths/~1things/get/responses/200/content/application~1json/schema")
    let data: Set<String> = ["1:30", "010"]
    #expect(schema?["properties"]?.object?.keys.sorted() == names.filter { $0 != "010" }.sorted())
    #expect(data.contains("010") && schema?["additionalProperties"]?["type"] == "integer")
  }

  @Test func `endless paths, names and types are left out or cut, and said`() throws {
    let long = String(repeating: "a", count: 90)
    let draft = ContractDraft(
      try .sample("GET", String(repeating: "/\(long)", count: 20)),
      try .sample("GET", "/things?\(String(repeating: "b", count: 5_000))=1"),
      try .sample("POST", "/hook", body: "{}", event: String(repeating: "c", count: 5_000)))
    #expect(draft.notes.count == 1 && draft.text.utf8.count < 2_000)
    let document = try draft.document()
    #expect(document.root["paths"]?.members.map(\.key.text) == ["/things"])
    #expect(document.root["webhooks"]?.members.map(\.key.text) == ["hook"])
  }

  @Test func `a deep body and one of many names give a document that can be read again`() throws {
    let deep = String(repeating: #"{"a":["#, count: 200) + String(repeating: "]}", count: 200)
    let wide = "{" + (0..<20_000).map { "\"k\(String($0, radix: 36))\":{\"x\":1}" }.joined(separator: ",") + "}"
    let draft = ContractDraft(
      try .sample("GET", "/deep", answer: deep), try .sample("GET", "/wide", answer: wide))
    let document = try draft.document()
    #expect(draft.text.utf8.count < 50_000 && draft.text.contains("not described any deeper"))
    let schema = document.value("/paths/~1wide/get/responses/200/content/application~1json/schema")
    #expect(schema?["properties"] == nil && schema?["additionalProperties"]?["required"] == ["x"])
  }
}
