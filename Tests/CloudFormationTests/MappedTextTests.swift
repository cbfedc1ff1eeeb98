import CloudFormation
import JSONModel
import Testing

struct MappedTextTests {
  /// A literal with short, long and paired escapes, then a reference, then a literal.
  static let definition = #"""
    {"Fn::Join": ["", ["\"\\a\u00e9\ud83d\ude00é\u0041",
      {"Ref": "AWS::Region"},
      "z\n"]]}
    """#

  static func mapped() throws -> MappedText {
    try #require(try TemplateTests.resolved(TemplateTests.machine(definition)).stateMachine("Machine")?.definition)
  }

  // The text is `"\aé😀éA`, then the region, then `z` and a line feed.
  @Test(arguments: [
    (0, "5:21"), (1, "5:23"), (2, "5:25"), (3, "5:26"), (4, "5:26"), (5, "5:32"), (8, "5:32"), (9, "5:44"),
    (11, "5:46"), (12, "6:3"), (20, "6:3"), (21, "7:4"), (22, "7:5"), (23, "7:7"), (99, "7:7"),
  ])
  func `each byte leads back to the template`(offset: Int, position: String) throws {
    let mapped = try Self.mapped()
    #expect(mapped.text == "\"\\aé😀éAus-east-1z\n")
    #expect(mapped.position(of: offset).description == position)
  }

  // The text is `"é`, then the region, then `A`, then `${x}`, then `B`.
  @Test(arguments: [
    (0, "5:14"), (1, "5:16"), (3, "5:22"), (9, "5:22"), (12, "5:36"), (13, "5:37"), (16, "5:37"), (17, "5:42"),
  ])
  func `each byte of a substituted text leads back to the template`(offset: Int, position: String) throws {
    let definition = #"{"Fn::Sub": "\"\u00e9${AWS::Region}A${!x}B"}"#
    let mapped = try #require(
      try TemplateTests.resolved(TemplateTests.machine(definition)).stateMachine("Machine")?.definition)
    #expect(mapped.text == "\"éus-east-1A${x}B")
    #expect(mapped.position(of: offset).description == position)
  }
}
