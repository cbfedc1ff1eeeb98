import CloudFormation
import JSONModel
import TestSupport
import Testing

@Suite(.enabled(if: SharedFiles.available)) struct CDKTemplateTests {
  static func template(_ name: String) throws -> (document: JSONDocument, resolved: ResolvedTemplate) {
    let document = try JSONDocument(parsing: try SharedFiles.bytes("cdk/\(name).template.json"))
    return (document, Template(document).resolve())
  }

  @Test func `the purchase stack resolves whole`() throws {
    let (document, template) = try Self.template("purchase")
    #expect(Template.isTemplate(document))
    #expect(template.problems.isEmpty)
    #expect(template.stateMachines.map(\.logicalID) == ["PurchaseHandlerAC512787"])
    #expect(template.connections.map(\.logicalID) == ["KeygenConnection0BA91B91", "PaddleConnection1404BFE8"])
    let definition = try JSONValue(parsing: template.stateMachines[0].definition.bytes)
    let create = definition["States"]?["Parallel"]?["Branches"]?[0]?["States"]?["CreateLicense"]
    #expect(create?["Parameters"]?["Authentication"]?["ConnectionArn"]?.text == template.connections[0].arn)
    #expect(
      template.connections[0].properties["AuthParameters"]?["ApiKeyAuthParameters"]?["ApiKeyValue"]
        == "{{resolve:secretsmanager:KeygenSecret:SecretString:::}}")
  }

  @Test func `a place in the definition leads to its place in the template`() throws {
    let (document, template) = try Self.template("purchase")
    let definition = try JSONDocument(parsing: template.stateMachines[0].definition)
    let pointer = try #require(JSONPointer("/States/SendEmail/Parameters/FromEmailAddress"))
    let from = try #require(definition.root.resolve(pointer))
    let source = document.bytes[from.position.offset...]
    #expect(document.position(of: from.position.offset) == from.position)
    #expect(source.starts(with: #"\"licenses@example.com\""#.utf8))
  }

  @Test func `the wider stack resolves whole`() throws {
    let (_, template) = try Self.template("http-invoke")
    #expect(template.problems.isEmpty)
    #expect(template.connections.count == 3)
    let definition = try JSONValue(parsing: template.stateMachines[0].definition.bytes)
    let create = definition["States"]?["CreateLicense"]
    #expect(create?["Resource"] == "arn:aws:states:::http:invoke")
    #expect(
      create?["Parameters"]?["RequestBody"]?["data"]?["relationships"]?["policy"]?["data"]?["id"]
        == "8c2294b0-dbbe-4028-b561-6aa246d60951")
  }
}
