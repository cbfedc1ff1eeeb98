import ContractTesting
import HTTPModel
import Testing

/// What bodies cover of their schemas.
struct PayloadCoverageTests {
  /// Of bodies that come as answers, what is covered; and what is not.
  private func cover(
    _ schema: String, _ bodies: String..., components: String = "{}", version: String = "3.1.0"
  ) throws -> (counts: [String], missing: [String]) {
    let contract = try SampleContract.schema(schema, components: components, version: version)
    var coverage = Coverage(contract)
    for body in bodies {
      coverage.add(
        Exchange(request: SampleContract.post(""), outcome: .response(SampleContract.response(body))))
    }
    let summary = coverage.summary()
    let inner: [CoverageSummary.Kind] = [.fields, .enumValues, .nulls, .unionBranches]
    return (
      summary.counts.filter { count in inner.contains { count.hasPrefix($0.rawValue) } },
      summary.missing("POST /things").filter { missing in inner.contains { missing.hasPrefix($0.rawValue) } }
    )
  }

  @Test func `fields are covered by the values at their places, inside objects and arrays too`() throws {
    let schema = """
      {"properties": {"a": {"properties": {"b": {}, "c/d": {}}}, "list": {"items": {"properties": {"e": {}, "f": {}}}}}}
      """
    let found = try cover(schema, #"{"a": {"b": 1}, "list": [{}, {"e": 1}]}"#)
    #expect(found.counts == ["fields 4/6"])
    #expect(found.missing == ["fields response 200 /a/c~1d", "fields response 200 /list/*/f"])
  }

  @Test func `values that break the contract cover nothing where they break it`() throws {
    let schema = """
      {"required": ["id"], "properties": {"id": {"type": "string"}, "n": {"type": "integer"},
        "s": {"enum": ["x", "y"]}, "o": {"type": "object", "properties": {"p": {"type": "string"}, "q": {}}}}}
      """
    let found = try cover(schema, #"{"n": "1", "s": "z", "o": {"p": 1, "q": 2}}"#)
    #expect(found.counts == ["fields 2/6", "enum-values 0/2"])
    #expect(
      found.missing == [
        "fields response 200 /id", "fields response 200 /n", "fields response 200 /s",
        #"enum-values response 200 /s "x""#, #"enum-values response 200 /s "y""#, "fields response 200 /o/p",
      ])
  }

  @Test func `each value of an enumeration counts, and null as a null`() throws {
    let schema = #"{"properties": {"s": {"enum": ["x", 1, null, {"k": 1}]}}}"#
    let found = try cover(schema, #"{"s": 1.0}"#, #"{"s": {"k": 1}}"#, #"{"s": null}"#)
    #expect(found.counts == ["fields 1/1", "enum-values 2/3", "nulls 1/1"])
    #expect(found.missing == [#"enum-values response 200 /s "x""#])
  }

  @Test(arguments: [
    (#"{"type": ["string", "null"]}"#, "3.1.0"), (#"{"type": "string", "nullable": true}"#, "3.0.3"),
    (#"{"anyOf": [{"type": "string"}, {"type": "null"}]}"#, "3.1.0"),
    (##"{"$ref": "#/components/schemas/N"}"##, "3.1.0"),
    (##"{"allOf": [{"$ref": "#/components/schemas/N"}]}"##, "3.1.0"),
  ])
  func `null counts where it is allowed, in each way of saying so`(property: String, version: String) throws {
    let components = #"{"N": {"type": ["string", "null"]}}"#
    let schema = #"{"properties": {"a": \#(property), "b": \#(property), "c": {"type": "string"}, "any": {}}}"#
    let found = try cover(
      schema, #"{"a": null, "b": "x", "c": null}"#, components: version == "3.0.3" ? "{}" : components,
      version: version)
    #expect(found.counts == ["fields 2/4", "nulls 1/2"])
    #expect(found.missing.contains("nulls response 200 /b"))
  }

  @Test func `null that another part of allOf takes back is not promised`() throws {
    let found = try cover(#"{"allOf": [{"type": ["object", "null"]}, {"type": "object"}]}"#, "{}")
    #expect(found.counts == [])
    let inner =
      #"{"allOf": [{"properties": {"a": {"type": ["string", "null"]}}}, {"properties": {"a": {"type": "string"}}}]}"#
    #expect(try cover(inner, "{}").counts == ["fields 0/1"])
  }

  @Test func `branches are covered by what is valid against them, and what is in them with them`() throws {
    let components = """
      {"Card": {"type": "object", "required": ["last4"], "properties": {"last4": {"type": "string"}, "brand": {}}},
       "Bank": {"title": "ignored", "type": "object", "required": ["iban"], "properties": {"iban": {}, "bic": {}}}}
      """
    let schema = """
      {"properties": {"pay": {"oneOf": [{"$ref": "#/components/schemas/Card"}, {"$ref": "#/components/schemas/Bank"},
        {"type": "null"}]}}}
      """
    let card = try cover(schema, #"{"pay": {"last4": "1", "brand": "b"}}"#, components: components)
    #expect(card.counts == ["fields 3/5", "nulls 0/1", "union-branches 1/2"])
    #expect(
      card.missing == [
        "nulls response 200 /pay", "union-branches response 200 /pay Bank", "fields response 200 /pay<Bank>/iban",
        "fields response 200 /pay<Bank>/bic",
      ])
    let both = try cover(schema, #"{"pay": {"last4": "1", "iban": "b"}}"#, components: components)
    #expect(both.counts == ["fields 0/5", "nulls 0/1", "union-branches 0/2"])
    #expect(try cover(schema, #"{"pay": {}}"#, components: components).counts == both.counts)
    let null = try cover(schema, #"{"pay": null}"#, components: components)
    #expect(null.counts == ["fields 1/5", "nulls 1/1", "union-branches 0/2"])
  }

  @Test func `of anyOf several branches may be chosen at once, and names are titles or numbers`() throws {
    let schema = #"{"anyOf": [{"required": ["a"]}, {"title": "B", "required": ["b"]}, {"required": ["c"]}]}"#
    let found = try cover(schema, #"{"a": 1, "b": 1}"#)
    #expect(found.counts == ["union-branches 2/3"])
    #expect(found.missing == ["union-branches response 200  branch 3"])
    #expect(try cover(schema, "{}").counts == ["union-branches 0/3"])
  }

  @Test func `a field that two parts of allOf describe is one`() throws {
    let components = #"{"Base": {"properties": {"id": {"type": "string"}, "kind": {"enum": ["a", "b"]}}}}"#
    let schema = """
      {"allOf": [{"$ref": "#/components/schemas/Base"},
        {"properties": {"kind": {"enum": ["b"]}, "more": {}}, "required": ["more"]}]}
      """
    let found = try cover(schema, #"{"kind": "b"}"#, components: components)
    #expect(found.counts == ["fields 1/3", "enum-values 1/1"])
  }

  @Test func `beside a reference siblings count in 3.1 and not in 3.0`() throws {
    let components = #"{"Base": {"properties": {"id": {}}}}"#
    let schema = ##"{"$ref": "#/components/schemas/Base", "properties": {"own": {}}}"##
    #expect(try cover(schema, "{}", components: components).counts == ["fields 0/2"])
    #expect(try cover(schema, "{}", components: components, version: "3.0.3").counts == ["fields 0/1"])
  }

  @Test func `a schema that leads back to itself is promised once in a body`() throws {
    let components = """
      {"Node": {"properties": {"name": {}, "next": {"$ref": "#/components/schemas/Node"},
        "all": {"items": {"$ref": "#/components/schemas/Node"}}}}}
      """
    let schema = ##"{"$ref": "#/components/schemas/Node"}"##
    let found = try cover(schema, #"{"all": [{"next": {"name": 1}}]}"#, components: components)
    #expect(found.counts == ["fields 3/3"])
    #expect(
      try cover(schema, "{}", components: components).missing == [
        "fields response 200 /name", "fields response 200 /next", "fields response 200 /all",
      ])
  }

  @Test func `members of maps are looked into, and are no fields themselves`() throws {
    let schema = #"{"properties": {"a": {}}, "additionalProperties": {"properties": {"x": {}, "y": {}}}}"#
    let found = try cover(schema, #"{"one": {"x": 1}, "two": {}}"#)
    #expect(found.counts == ["fields 1/3"])
    #expect(found.missing == ["fields response 200 /a", "fields response 200 /*/y"])
  }

  @Test func `elements have the schemas of their places`() throws {
    let schema = #"{"prefixItems": [{"properties": {"a": {}}}], "items": {"properties": {"b": {}}}}"#
    #expect(try cover(schema, #"[{"b": 1}, {"b": 1}]"#).missing == ["fields response 200 /*/a"])
  }

  @Test func `what only the other side has is not promised, nor what must not be there`() throws {
    let schema = #"{"properties": {"in": {"writeOnly": true}, "out": {"readOnly": true}, "never": false}}"#
    var coverage = Coverage(try SampleContract.schema(schema))
    coverage.add(Exchange(request: SampleContract.post("{}"), outcome: .response(SampleContract.response("{}"))))
    #expect(
      coverage.summary().missing("POST /things") == ["fields request /in", "fields response 200 /out"])
  }

  @Test func `bodies of several media types count as one, each place by its schema`() throws {
    let contract = try SampleContract.make(
      """
      paths:
        /things:
          post:
            responses:
              '200':
                content:
                  application/json: {schema: {$ref: '#/components/schemas/A'}}
                  application/hal+json: {schema: {$ref: '#/components/schemas/A'}}
                  application/xml+json: {schema: {properties: {other: {}}}}
                  application/never+json: {schema: {properties: {never: {}}}}
      components: {schemas: {A: {properties: {a: {}, b: {}, c: {}}}}}
      """)
    var coverage = Coverage(contract)
    for (type, body) in [("json", #"{"a": 1}"#), ("hal+json", #"{"b": 1}"#), ("xml+json", "{}")] {
      let header = HeaderField("Content-Type", "application/\(type)")
      coverage.add(
        Exchange(
          request: SampleContract.post(""),
          outcome: .response(SampleContract.response(body, headers: [header]))))
    }
    let missing = coverage.summary().missing("POST /things")
    #expect(
      missing == [
        "media-types response 200 application/never+json", "fields response 200 /c", "fields response 200 /other",
      ])
    #expect(coverage.summary().count(.fields) == .init(seen: 2, promised: 4))
  }

  @Test func `forms are read by their schemas`() throws {
    var coverage = Coverage(
      try SampleContract.make(
        """
        paths:
          /f:
            post:
              requestBody:
                content:
                  application/x-www-form-urlencoded: {schema: {properties: {n: {type: integer}, s: {}, t: {}}}}
              responses: {}
        """))
    let form = HeaderField("Content-Type", "application/x-www-form-urlencoded")
    let request = SampleContract.post("n=1&s=x", to: "/f", headers: [form])
    coverage.add(Exchange(request: request, outcome: .failure(TransportFailure(.timeout, ""))))
    #expect(coverage.summary().missing("POST /f") == ["fields request /t"])
  }
}
