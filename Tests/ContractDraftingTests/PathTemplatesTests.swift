import ContractDrafting
import JSONModel
import Testing

struct PathTemplatesTests {
  private func paths(_ targets: [String], operation: String? = nil, templates: [String] = []) throws -> [String] {
    let exchanges = try targets.map { try RecordedExchange.sample("GET", $0, operation: operation) }
    let draft = ContractDraft(exchanges, title: "example", templates: templates)
    return try draft.document().root["paths"]?.members.map(\.key.text) ?? []
  }

  @Test(arguments: [
    ("/customers/ctm_01h7dtf1yg8jge7980baqdkjk8", "/customers/{customer_id}"),
    ("/customers/12/addresses/34", "/customers/{customer_id}/addresses/{address_id}"),
    ("/policies/07fab0ef-505c-447d-ae6a-932b5339300d/product", "/policies/{policy_id}/product"),
    ("/discount-groups/dsg_01kdnzzfakgpvj1ky1rtb43cs5", "/discount-groups/{discount_group_id}"),
    ("/users/ada%40example.com", "/users/{user_id}"), ("/licenses/{{keygen.token}}/me", "/licenses/{license_id}/me"),
    ("/statuses/7", "/statuses/{status_id}"), ("/boxes/7", "/boxes/{box_id}"), ("/sizes/7", "/sizes/{size_id}"),
    ("/cookies/7", "/cookies/{cookie_id}"), ("/caches/7", "/caches/{cache_id}"),
    ("/news/7/a", "/news/{news_id}/a"),
    ("/7/8", "/{id}/{id_2}"), ("/things/1/things/2", "/things/{thing_id}/things/{thing_id_2}"),
    ("/2010-04-01/Accounts/AC5ef8732a3c49700934481addd5ce1659", "/2010-04-01/Accounts/{Account_id}"),
    ("/v1/me", "/v1/me"), ("/", "/"), ("/things/", "/things/"), ("/a%20b/1", "/a%20b/{a_b_id}"),
  ])
  func `a segment that looks like data is named after the one before it`(target: String, path: String) throws {
    #expect(try paths([target]) == [path])
  }

  @Test func `words stay, also beside ids`() throws {
    #expect(
      try paths(["/licenses/07fab0ef-505c-447d-ae6a-932b5339300d", "/licenses/actions/validate-key", "/licenses/me"])
        == ["/licenses/actions/validate-key", "/licenses/me", "/licenses/{license_id}"])
  }

  @Test func `where requests for one operation differ is a parameter, whatever it looks like`() throws {
    #expect(try paths(["/users/ada", "/users/grace"]) == ["/users/ada", "/users/grace"])
    #expect(try paths(["/users/ada", "/users/grace"], operation: "get-user") == ["/users/{user_id}"])
  }

  @Test func `a template that somebody knows is used where it fits`() throws {
    let templates = ["/orders/{order}", "/orders/open", "/{any}/{thing}"]
    #expect(
      try paths(["/orders/mine", "/orders/open", "/x/y"], templates: templates) == [
        "/orders/open", "/orders/{order}", "/{any}/{thing}",
      ])
  }
}
