import JSONModel
import SchemaValidation
import Testing

struct SchemaEvidenceTests {
  private func evidence(_ texts: [String]) throws -> SchemaEvidence {
    var evidence = SchemaEvidence()
    for text in texts { evidence.add(try JSONDocument(parsing: text).root) }
    return evidence
  }

  private func schema(_ texts: String..., named name: String = "") throws -> InferredSchema {
    InferredSchema(try evidence(texts), named: name)
  }

  private func member(_ schema: InferredSchema, _ name: String) throws -> InferredSchema.Property {
    try #require(schema.properties.first { $0.name == name })
  }

  @Test func `a member is required only where every object has it`() throws {
    let schema = try schema(#"{"a":1,"b":2}"#, #"{"a":1}"#, #"{"a":null,"b":3}"#)
    let a = try member(schema, "a"), b = try member(schema, "b")
    #expect(a.isRequired && a.present == 3 && a.objects == 3)
    #expect(!b.isRequired && b.present == 2 && b.objects == 3)
    #expect(a.schema.types == [.integer, .null] && a.schema.facts.nulls == 1)
    #expect(b.schema.types == [.integer])
  }

  @Test func `a member that is duplicated in one object counts once, and each of its values counts`() throws {
    let a = try member(try schema(#"{"a":1,"a":"x"}"#, "{}"), "a")
    #expect(a.present == 1 && a.objects == 2 && !a.isRequired)
    #expect(a.schema.types == [.string, .integer])
  }

  @Test(arguments: [
    ("[1, 2, 1.0, 1e2]", InferredSchema.ValueType.integer), ("[1, 2.5]", .number), ("[0.5]", .number),
    ("[12345678901234567890123]", .integer), ("[true]", .boolean), (#"["1"]"#, .string), ("[{}]", .object),
    ("[[]]", .array),
  ])
  func `numbers are integers where all are whole`(text: String, type: InferredSchema.ValueType) throws {
    #expect(try schema(text).items?.types == [type])
  }

  @Test func `the elements of all arrays are one schema, and empty arrays say nothing of it`() throws {
    let schema = try schema("[]", #"[{"a":1}]"#, #"[{"a":1,"b":"x"},null]"#)
    let items = try #require(schema.items)
    #expect(items.types == [.object, .null] && items.facts.count == 3)
    #expect(items.properties.map(\.name) == ["a", "b"] && items.properties.map(\.present) == [2, 1])
    #expect(try self.schema("[]", "[]").items == nil)
  }

  @Test(
    arguments: [
      (["2026-11-29T10:00:00Z", "2026-11-29T10:00:00.123+01:00"], "date-time"), (["2026-11-29"], "date"),
      (["a@example.com", "b.c@example.org"], "email"), (["192.0.2.1"], "ipv4"), (["2001:db8::1"], "ipv6"),
      (["07fab0ef-505c-447d-ae6a-932b5339300d"], "uuid"), (["https://example.com/a?b=c", "http://localhost:1"], "uri"),
      (["2026-11-29", "soon"], nil), (["https://example.com", ""], nil), (["note:1"], nil), (["x"], nil),
      (["07fab0ef-505c-447d-ae6a-932b5339300d", "{{api.id}}"], nil), (["2026-11-29", "2026-11-29T10:00:00Z"], nil),
    ] as [([String], String?)])
  func `a format is recognised where all strings are in it`(values: [String], format: String?) throws {
    let schema = try schema(JSONValue.array(values.map { .string($0) }).text())
    #expect(schema.items?.format == format)
  }

  @Test func `few words that come again and again are an enum`() throws {
    let values = Array(repeating: #"["active","past_due","active"]"#, count: 2)
    #expect(InferredSchema(try evidence(values), named: "status").items?.values == ["active", "past_due"])
  }

  @Test(arguments: [
    ("status", #"["active","paused"]"#, "there are too few"),
    ("status", #"["a","b","c","a","b","d","e","a","b"]"#, "most come once"),
    ("status", #"["active","active","active","active","active","active"]"#, "there is one"),
    ("status", #"["Ada","Ada","Ada","Grace","Grace","Grace"]"#, "names are no tokens"),
    ("status", #"["a b","a b","a b","c","c","c"]"#, "text is no token"),
    ("status", #"["1","1","1","2","2","2"]"#, "digits are no tokens"),
    ("status", #"["ctm_01h7dtf1yg8jge","ctm_01h7dtf1yg8jge","ctm_01h7dtf1yg8jge","b","b","b"]"#, "ids are no tokens"),
    ("status", #"["a","a","a","b","b","b",1]"#, "there are numbers too"),
    ("first_name", #"["ada","ada","ada","grace","grace","grace"]"#, "names are somebody's"),
    ("apiToken", #"["aaa","aaa","aaa","bbb","bbb","bbb"]"#, "tokens are secret"),
    ("customer_id", #"["aaa","aaa","aaa","bbb","bbb","bbb"]"#, "ids are somebody's"),
    ("metadata", #"["aaa","aaa","aaa","bbb","bbb","bbb"]"#, "the users' own"),
    ("currency_code", #"["USD","USD","USD","EUR","EUR","EUR"]"#, "there are more currencies"),
  ])
  func `values are not listed otherwise`(name: String, values: String, why: String) throws {
    #expect(InferredSchema(try evidence([values]), named: name).items?.values == [], "\(why)")
  }

  @Test func `values inside metadata are never shown`() throws {
    let text = #"{"metadata":{"status":"active"}}"#
    let schema = InferredSchema(try evidence(Array(repeating: text, count: 9)), named: "")
    let status = try member(try member(schema, "metadata").schema, "status")
    #expect(status.schema.facts.onlyValue == nil && status.schema.values.isEmpty)
  }

  @Test func `an enum of a place that can be null is told together with null`() throws {
    let text = #"["a","b","a","b","a","b",null]"#
    let items = try #require(InferredSchema(try evidence([text]), named: "mode").items)
    #expect(items.values == ["a", "b"] && items.types == [.string, .null])
  }

  @Test(arguments: [
    #"{"07fab0ef-505c-447d-ae6a-932b5339300d":{"n":1},"17fab0ef-505c-447d-ae6a-932b5339300d":{"n":2}}"#,
    #"{"2026-11-29":1,"2026-11-30":2}"#, #"{"lic_01h7dtf1yg8jge7980baqdkjk8":true}"#, #"{"1":"a","2":"b"}"#,
    #"{"ada@example.com":[]}"#,
  ])
  func `members that are named by data make a map`(text: String) throws {
    let schema = try schema(text)
    #expect(schema.properties.isEmpty && schema.others?.types.count == 1)
  }

  @Test func `a map can have members with names too`() throws {
    let schema = try schema(#"{"total":2,"2026-11-29":"x","2026-11-30":"y"}"#)
    #expect(schema.properties.map(\.name) == ["total"] && schema.others?.facts.count == 2)
  }

  @Test func `many names of which each is rare make a map where all values have one shape`() throws {
    let words = (0..<40).map {
      "word\(Character(UnicodeScalar(97 + $0 % 26) ?? "a"))x\(Character(UnicodeScalar(97 + $0 / 26) ?? "a"))"
    }
    let objects = (0..<20).map { "{\"\(words[$0])\":1,\"\(words[$0 + 20])\":2}" }
    let map = InferredSchema(try evidence(objects))
    #expect(map.properties.isEmpty && map.others?.types == [.integer] && map.others?.facts.count == 40)
    let mixed = InferredSchema(try evidence(objects + ["{\"\(words[0])\":\"text\"}"]))
    #expect(mixed.properties.count == 40 && mixed.others == nil)
  }

  @Test func `merging evidence gives the same as adding all values to one`() throws {
    let texts = [
      #"{"a":1,"b":["x",null],"c":{"d":"2026-11-29"}}"#, #"{"a":null,"c":{"d":"2026-11-30","e":[1,2.5]}}"#,
      #"{"f":{"1":true,"2":false},"b":[]}"#, "null", #"["x"]"#,
    ]
    var merged = SchemaEvidence()
    for text in texts { merged.merge(try evidence([text])) }
    #expect(lines(InferredSchema(merged)) == lines(InferredSchema(try evidence(texts))))
  }

  private func lines(_ schema: InferredSchema, _ name: String = "") -> [String] {
    let facts = schema.facts
    let line = "\(name) \(schema.types) \(schema.format ?? "") \(schema.values) \(facts.count) \(facts.nulls) "
    return [line + "\(facts.distinct?.count ?? -1) \(facts.onlyValue ?? "")"]
      + schema.properties.flatMap { lines($0.schema, "\(name)/\($0.name) \($0.present)/\($0.objects)") }
      + (schema.others.map { lines($0, name + "/*") } ?? []) + (schema.items.map { lines($0, name + "/[]") } ?? [])
  }

  @Test func `a parameter's text counts as what it reads as`() {
    var evidence = SchemaEvidence()
    for text in ["1", "25"] { evidence.add(parameter: text) }
    #expect(evidence.types == [.integer])
    evidence.add(parameter: "true")
    evidence.add(parameter: "007")
    #expect(evidence.types == [.string, .integer, .boolean])
  }

  // MARK: Hostile input

  @Test func `an object of 100,000 names becomes a map of bounded size`() throws {
    func word(_ number: Int) -> String {
      String(number, radix: 26).map { String(UnicodeScalar(UInt8(97 + (Int(String($0), radix: 26) ?? 0)))) }.joined()
    }
    let text =
      "{" + (0..<100_000).map { "\"x\(word($0))\":{\"n\($0 % 7 == 0 ? "" : "m")\":1}" }.joined(separator: ",") + "}"
    let evidence = try evidence([text])
    #expect(evidence.isMap && evidence.members.isEmpty)
    let others = try #require(InferredSchema(evidence).others)
    #expect(others.facts.count == 100_000 && others.properties.map(\.name).sorted() == ["n", "nm"])
    var merged = SchemaEvidence()
    for start in stride(from: 0, to: 1_000, by: 100) {
      merged.merge(
        try self.evidence(["{" + (start..<start + 100).map { "\"x\(word($0))\":1" }.joined(separator: ",") + "}"]))
    }
    #expect(merged.isMap && merged.others?.count == 1_000)
  }

  @Test func `nothing is followed deeper than 48 levels, and that is said`() throws {
    let depth = 500
    let text = String(repeating: #"{"a":["#, count: depth / 2) + "1" + String(repeating: "]}", count: depth / 2)
    var schema = try schema(text), levels = 0
    while let next = schema.properties.first?.schema.items {
      schema = next
      levels += 2
    }
    #expect(levels == 48 && schema.facts.isCut && schema.types == [.object])
  }

  @Test func `a huge array is counted and not kept`() throws {
    let schema = try schema("[" + (0..<200_000).map { "\"value \($0)\"" }.joined(separator: ",") + "]")
    let facts = try #require(schema.items?.facts)
    #expect(facts.count == 200_000 && facts.distinct?.isMore == true && facts.distinct?.count == DistinctCount.limit)
  }

  @Test func `a name too long for a key, and one without a text, are data`() throws {
    let schema = try schema(#"{"\#(String(repeating: "a", count: 101))":1,"\ud800":2}"#)
    #expect(schema.properties.isEmpty && schema.others?.facts.count == 2)
  }
}
