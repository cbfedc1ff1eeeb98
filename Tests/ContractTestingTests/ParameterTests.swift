import ContractTesting
import HTTPModel
import Testing

/// Parameters in all styles, their texts read by their schemas' types.
struct ParameterTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let parameter: String, target: String, told: [String]
    init(_ parameter: String, _ target: String, _ told: String...) {
      (self.parameter, self.target, self.told) = (parameter, target, told)
    }
    var testDescription: String { "\(parameter): \(target)" }
  }

  private static let integers = "schema: {type: array, items: {type: integer}}"
  private static let point = "schema: {type: object, properties: {x: {type: integer}, y: {type: integer}}}"

  static let path = [
    Case("schema: {type: integer}", "/p/1"), Case("schema: {type: integer}", "/p/a", "wrong-type"),
    Case("schema: {type: string, pattern: '^[0-9]+$'}", "/p/12"),
    Case("schema: {type: string, enum: ['a b']}", "/p/a%20b"),
    Case(integers, "/p/1,2"), Case(integers, "/p/1,b", "wrong-type /1"),
    Case("style: label, \(integers)", "/p/.1,2"),
    Case("style: label, explode: true, \(integers)", "/p/.1.b", "wrong-type /1"),
    Case("style: matrix, \(integers)", "/p/;v=1,b", "wrong-type /1"),
    Case("style: matrix, explode: true, \(integers)", "/p/;v=1;v=b", "wrong-type /1"),
    Case("style: matrix, schema: {type: integer}", "/p/;v=1"),
    Case(point, "/p/x,1,y,b", "wrong-type /y"), Case("explode: true, \(point)", "/p/x=1,y=b", "wrong-type /y"),
    Case("style: label, explode: true, \(point)", "/p/.x=1.y=2"),
    Case("style: matrix, explode: true, \(point)", "/p/;x=1;y=b", "wrong-type /y"),
    Case("style: matrix, \(point)", "/p/;v=x,1,y,b", "wrong-type /y"),
    Case("content: {application/json: {schema: {type: array}}}", "/p/%5B1%5D"),
    Case("content: {application/json: {schema: {type: array}}}", "/p/%7B%7D", "wrong-type"),
    Case("content: {application/json: {schema: {type: array}}}", "/p/%7B", "wrong-type"),
  ]

  @Test(arguments: path) func `a path's parameter`(_ sample: Case) throws {
    let contract = try SampleContract.make(
      "paths: {'/p/{v}': {get: {parameters: [{name: v, in: path, required: true, \(sample.parameter)}], responses: {}}}}"
    )
    #expect(contract.told(contract.verify(SampleContract.get(sample.target))) == sample.told)
  }

  static let query = [
    Case("schema: {type: boolean}", "?v=true"), Case("schema: {type: boolean}", "?v=yes", "wrong-type"),
    Case("schema: {type: integer}", ""), Case("required: true, schema: {}", "", "missing-parameter"),
    Case("schema: {type: integer}", "?v=", "wrong-type"), Case("allowEmptyValue: true, schema: {type: integer}", "?v="),
    Case("schema: {type: integer}", "?v=1&w=2", "undocumented-parameter"),
    Case(integers, "?v=1&v=b", "wrong-type /1"), Case("explode: false, \(integers)", "?v=1,b", "wrong-type /1"),
    Case("explode: false, \(integers)", "?v=1%2Cb", "wrong-type /1"), Case("explode: false, \(integers)", "?v="),
    Case("style: spaceDelimited, explode: false, \(integers)", "?v=1%20b", "wrong-type /1"),
    Case("style: pipeDelimited, explode: false, \(integers)", "?v=1|b", "wrong-type /1"),
    Case(point, "?x=1&y=b", "wrong-type /y"), Case("explode: false, \(point)", "?v=x,1,y,b", "wrong-type /y"),
    Case("style: deepObject, explode: true, \(point)", "?v[x]=1&v%5By%5D=b", "wrong-type /y"),
    Case("style: deepObject, explode: true, \(point)", "?v[x]=1&v[z]=b", "undocumented-field /z"),
    Case(
      "style: deepObject, schema: {properties: {a: {properties: {b: {type: array, items: {type: integer}}}}}}",
      "?v[a][b][]=1&v[a][b][]=c", "wrong-type /a/b/1"),
    Case("content: {application/json: {schema: {required: [a]}}}", "?v={}", "missing-field"),
    Case("schema: {oneOf: [{type: integer}, {type: string, enum: [all]}]}", "?v=all"),
    Case("schema: {oneOf: [{type: integer}, {type: string, enum: [all]}]}", "?v=7"),
    Case("schema: {type: [integer, 'null']}", "?v=7"),
    Case("schema: {type: integer, format: int64}", "?v=1.5", "wrong-type"),
    Case("schema: {type: object, additionalProperties: {type: integer}}", "?x=1&y=b", "wrong-type /y"),
    Case("schema: {type: object, properties: {x: {}}}", "?x=1&y=b", "undocumented-parameter"),
  ]

  @Test(arguments: query) func `a query's parameter`(_ sample: Case) throws {
    let contract = try SampleContract.make(
      "paths: {/p: {get: {parameters: [{name: v, in: query, \(sample.parameter)}], responses: {}}}}")
    #expect(contract.told(contract.verify(SampleContract.get("/p\(sample.target)"))) == sample.told)
  }

  @Test func `an object takes the items that no other parameter and no credential is named for`() throws {
    let contract = try SampleContract.make(
      """
      paths:
        /p:
          get:
            parameters:
              - {name: free, in: query, schema: {type: object, additionalProperties: {type: integer}}}
              - {name: page, in: query, schema: {type: string}}
              - {name: filter, in: query, style: deepObject, schema: {type: object, additionalProperties: {type: string}}}
            responses: {}
      components: {securitySchemes: {key: {type: apiKey, in: query, name: api_key}}}
      """)
    func told(_ query: String) -> [String] { contract.told(contract.verify(SampleContract.get("/p?\(query)"))) }
    #expect(told("page=a&x=1&filter[y]=b&api_key=k") == [])
    #expect(told("page=a&x=b&filter[y]=b") == ["wrong-type /x"])
  }

  @Test func `headers and cookies are read too, and an operation's parameter replaces its path's`() throws {
    let contract = try SampleContract.make(
      """
      paths:
        /p:
          parameters:
            - {name: X-Trace, in: header, required: true, schema: {type: integer}}
            - {name: 'page[size]', in: query, schema: {type: integer}}
            - {name: X-Kind, in: header, required: true, schema: {type: integer}}
            - {name: Authorization, in: header, required: true, schema: {type: integer}}
          get:
            parameters:
              - {name: 'page[size]', in: query, schema: {type: string, enum: [all]}}
              - {name: x-kind, in: header, schema: {type: string}}
              - {name: session, in: cookie, schema: {type: integer}}
              - {name: proof, in: cookie, schema: {type: string, enum: ['a+b&c']}}
            responses: {}
      components: {securitySchemes: {key: {type: apiKey, in: query, name: api_key}}}
      """)
    func told(_ target: String, _ headers: HeaderFields) -> [String] {
      contract.told(contract.verify(SampleContract.get(target, headers: headers)))
    }
    #expect(told("/p", []) == ["missing-parameter"])
    #expect(told("/p", [HeaderField("x-trace", "a")]) == ["wrong-type"])
    let trace = HeaderField("x-trace", "1")
    #expect(told("/p?page%5Bsize%5D=all&api_key=k", [trace, HeaderField("Cookie", "a=b; session=1")]) == [])
    #expect(told("/p?page[size]=5", [trace]) == ["unknown-enum-value"])
    #expect(told("/p", [trace, HeaderField("Cookie", "a=b; session=x")]) == ["wrong-type"])
    #expect(told("/p", [trace, HeaderField("Cookie", "proof=a+b&c")]) == [])
  }
}
