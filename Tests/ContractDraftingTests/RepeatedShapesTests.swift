import ContractDrafting
import JSONModel
import Testing

/// Shapes that a draft has in several places.
struct RepeatedShapesTests {
  private static let price = #"{"amount": "1.5", "currency": "EUR"}"#

  private func names(_ document: JSONDocument) -> [String] {
    document.root["components"]?["schemas"]?.members.map(\.key.text) ?? []
  }

  @Test func `one that is in two places is a component, and what is in one place is not`() throws {
    let draft = ContractDraft(
      try .sample(
        "GET", "/products/1", answer: #"{"data": {"id": 1, "unit_price": \#(Self.price), "tags": {"a": 1, "b": 2}}}"#),
      try .sample("POST", "/orders", answer: #"{"total": \#(Self.price), "unit_price": \#(Self.price)}"#))
    let document = try draft.document()
    #expect(names(document) == ["UnitPrice"])
    let reference: JSONValue = ["$ref": "#/components/schemas/UnitPrice"]
    let order = "/paths/~1orders/post/responses/200/content/application~1json/schema/properties"
    #expect(document.value("\(order)/total") == reference)
    #expect(document.value("\(order)/unit_price") == reference)
    #expect(document.value("/components/schemas/UnitPrice/required") == ["amount", "currency"])
    #expect(draft.text.contains("    UnitPrice: # in 3 places; the counts are those of POST /orders, response 200\n"))
    #expect(draft.text.contains("total: # 1 of 1\n"))
  }

  @Test func `a name in a comment cannot end its line`() throws {
    let answer = #"{"p": \#(Self.price), "q": \#(Self.price)}"#
    let draft = ContractDraft(
      try .sample("POST", "/", answer: nil, body: answer, event: "a\nopenapi: x"),
      try .sample("POST", "/", answer: nil, body: answer, event: "b\u{2028}c\r"))
    let document = try draft.document()
    #expect(document.root.members.map(\.key.text) == ["openapi", "info", "paths", "webhooks", "components"])
    #expect(document.root["webhooks"]?.members.map(\.key.text) == ["a\nopenapi: x", "b\u{2028}c\r"])
    #expect(draft.text.contains("the counts are those of webhook a?openapi: x\n"))
  }

  @Test func `one inside another one is lifted only where it is elsewhere, too`() throws {
    let customer = #"{"data": {"id": "x", "address": {"city": "A", "street": "B"}}}"#
    let both = ContractDraft(
      try .sample("GET", "/customers/1", answer: customer), try .sample("POST", "/customers", answer: customer))
    #expect(try names(both.document()) == ["Customer"])
    let three = ContractDraft(
      try .sample("GET", "/customers/1", answer: customer), try .sample("POST", "/customers", answer: customer),
      try .sample("GET", "/places/1", answer: #"{"address": {"city": "A", "street": "B"}}"#))
    let document = try three.document()
    #expect(names(document) == ["Customer", "Address"])
    #expect(
      document.value("/components/schemas/Customer/properties/address") == ["$ref": "#/components/schemas/Address"])
  }

  @Test func `bodies and what has a general name are called after the path`() throws {
    let error = #"{"code": 1, "detail": "x"}"#,
      license = #"{"attributes": {"key": "a", "uses": 1}, "x": [\#(Self.price)]}"#
    let draft = ContractDraft(
      try .sample("GET", "/licenses/1", answer: license),
      try .sample("POST", "/licenses", answer: #"{"attributes": {"key": "a", "uses": 1}}"#),
      try .sample("GET", "/licenses/2", status: 404, answer: error),
      try .sample("GET", "/things", status: 500, answer: error),
      try .sample("POST", "/things", answer: #"{"lines": [\#(Self.price)]}"#),
      try .sample("PUT", "/things", answer: #"{"lines": [\#(Self.price)]}"#))
    #expect(try Set(names(draft.document())) == ["LicenseAttributes", "Line", "Error"])
  }

  @Test func `two shapes of one name have different ones`() throws {
    let draft = ContractDraft(
      try .sample("GET", "/a", answer: #"{"p": {"item": {"a": 1, "b": 1}}, "q": {"item": {"a": 1, "b": 1}}}"#),
      try .sample("GET", "/b", answer: #"{"p": {"item": {"a": "", "b": 1}}, "q": {"item": {"a": "", "b": 1}}}"#))
    #expect(try names(draft.document()) == ["Item", "Item2"])
  }
}
