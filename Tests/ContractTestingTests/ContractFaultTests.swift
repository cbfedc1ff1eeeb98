import ContractTesting
import Findings
import JSONModel
import Testing

/// What is wrong with documents themselves, a good and a bad one each.
struct ContractFaultTests {
  private func told(_ contract: Contract) -> [String] {
    contract.faults().map { "\($0.rule.id) \($0.contract?.pointer?.description ?? "")" }
  }

  private func schemas(_ text: String, version: String = "3.0.3") throws -> Contract {
    try SampleContract.make("paths: {}\ncomponents: {schemas: \(text)}", version: version)
  }

  @Test func `an example that does not satisfy its schema is a fault`() throws {
    #expect(told(try schemas("{A: {type: string, example: a}}")) == [])
    #expect(told(try schemas("{A: {type: string, example: 1}}")) == ["example-invalid /components/schemas/A/example"])
    #expect(told(try schemas("{A: {type: string, default: 1}}")) == ["default-invalid /components/schemas/A/default"])
    let list = try schemas("{A: {type: string, examples: [a, 1]}}", version: "3.1.0")
    #expect(told(list) == ["example-invalid /components/schemas/A/examples/1"])
    let media = try SampleContract.make(
      """
      paths:
        /a:
          get:
            parameters: [{name: q, in: query, schema: {type: integer}, example: x}]
            responses:
              '200':
                headers: {x-a: {schema: {type: integer}, example: x}}
                content:
                  application/json:
                    schema: {type: object, required: [id]}
                    examples: {good: {value: {id: 1}}, bad: {value: {}}, far: {$ref: '#/components/examples/E'}}
      components: {examples: {E: {value: 1}}}
      """)
    let place = "/paths/~1a/get"
    #expect(
      told(media) == [
        "example-invalid \(place)/parameters/0/example", "example-invalid \(place)/responses/200/headers/x-a/example",
        "example-invalid \(place)/responses/200/content/application~1json/examples/bad/value",
        "example-invalid /components/examples/E/value",
      ])
  }

  @Test func `examples in a syntax that is not read are not judged`() throws {
    func told(_ type: String, _ example: String) throws -> Int {
      try SampleContract.make(
        """
        paths:
          /a:
            post:
              requestBody: {content: {'\(type)': {schema: {type: object, required: [id]}, example: \(example)}}}
              responses: {}
        """
      ).faults().count
    }
    for type in ["application/xml", "text/csv", "application/octet-stream", "*/*"] {
      #expect(try told(type, "'<a/>'") == 0, "\(type)")
    }
    for type in ["application/json", "application/problem+json", "application/x-www-form-urlencoded", "*/*"] {
      #expect(try told(type, "{name: a}") == 1, "\(type)")
    }
  }

  @Test func `nullable without an effect is a fault`() throws {
    let rule = "nullable-without-effect /components/schemas/A/nullable"
    #expect(told(try schemas("{A: {type: string, nullable: true}}")) == [])
    #expect(told(try schemas("{A: {type: string, nullable: true, enum: [a, null]}}")) == [])
    #expect(told(try schemas("{A: {nullable: true}}")) == [rule])
    #expect(told(try schemas("{A: {type: string, nullable: true, enum: [a]}}")) == [rule])
    #expect(told(try schemas("{A: {$ref: '#/components/schemas/B', nullable: true}, B: {}}")) == [rule])
    #expect(told(try schemas("{A: {type: string, nullable: true}}", version: "3.1.0")) == [rule])
  }

  @Test func `keywords that 3.0 ignores are a fault`() throws {
    let text = "{A: {$ref: '#/components/schemas/B', description: d, maxLength: 1}, B: {}}"
    #expect(told(try schemas(text)) == ["ignored-siblings /components/schemas/A/maxLength"])
    #expect(told(try schemas(text, version: "3.1.0")) == [])
  }

  @Test func `what is no schema or pattern is a fault`() throws {
    #expect(told(try schemas("{A: {type: text}}")) == ["invalid-schema /components/schemas/A/type"])
    #expect(told(try schemas("{A: {pattern: '('}}")) == ["invalid-schema /components/schemas/A/pattern"])
    #expect(told(try schemas(#"{A: {pattern: 'a\-b'}}"#)) == ["non-portable-pattern /components/schemas/A/pattern"])
    #expect(
      told(try schemas("{A: {properties: {$ref: 'x'}}}")) == ["invalid-schema /components/schemas/A/properties/$ref"])
  }

  @Test func `a webhook that its own schema does not allow is a fault`() throws {
    func contract(_ text: String) throws -> Contract {
      try SampleContract.make(
        """
        webhooks:
          a.done: {post: {requestBody: {content: {application/json: {schema: {properties: {\(text)}}}}}}}
          b.done: {post: {requestBody: {content: {application/json: {schema: {properties: {type: {const: b.done}}}}}}}}
        """)
    }
    #expect(told(try contract("type: {enum: [a.done]}")) == [])
    #expect(told(try contract("kind: {enum: [x]}")) == [])
    #expect(told(try contract("type: {enum: [a.ended]}")) == ["webhook-name-not-in-enum /webhooks/a.done"])
    #expect(told(try contract("event_type: {enum: [a.ended]}")) == ["webhook-name-not-in-enum /webhooks/a.done"])
  }

  @Test func `paths that fit the same requests are a fault, and so is a variable without a parameter`() throws {
    func told(_ paths: String...) throws -> [String] {
      let entries = paths.map { path in
        let names = path.split(separator: "{").dropFirst().map { $0.prefix { $0 != "}" } }
        let parameters = names.map { "{name: \($0), in: path, required: true, schema: {}}" }.joined(separator: ", ")
        return "  '\(path)': {get: {parameters: [\(parameters)], responses: {}}}"
      }
      return try SampleContract.make("paths:\n\(entries.joined(separator: "\n"))").faults().map(\.rule.id)
    }
    #expect(try told("/a/{x}", "/{y}/b") == ["ambiguous-paths"])
    #expect(try told("/a/{x}", "/a/{y}") == ["ambiguous-paths"])
    #expect(try told("/a/{x}", "/a/b") == [])
    #expect(try told("/a/{x}", "/b/{x}") == [])
    #expect(try told("/a/{x}.json", "/a/{x}") == [])
    #expect(try told("/a/{x}", "/a/{x}#other") == [])
    #expect(try told("/a/{x}#some", "/a/{x}", "/a/{x}#other") == [])
    let undeclared = try SampleContract.make("paths: {'/a/{x}': {get: {responses: {}}}}")
    #expect(undeclared.faults().map(\.rule) == [.undeclaredPathParameter])
  }

  @Test func `every rule is listed once, with words of its own`() {
    #expect(Set(FindingRule.all.map(\.id)).count == FindingRule.all.count)
    #expect(FindingRule.all.count == 42)
    for rule in FindingRule.all {
      #expect(
        rule.id.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) })
      #expect(!rule.summary.isEmpty && !rule.summary.hasSuffix("."))
      #expect(rule.advice.hasSuffix("."))
    }
  }
}
