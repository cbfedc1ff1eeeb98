import TestSupport
import Testing

/// `tapedeck run` with definitions and templates that are YAML.
@Suite(.timeLimit(.minutes(10))) struct YAMLRunTests {
  static let definition = """
    # A definition.
    Comment: &comment says no
    StartAt: Greet
    States:
      Greet: {Type: Pass, Result: no, Next: Leave}
      Leave:
        Type: Pass
        Comment: *comment
        End: true
    """

  static let template = """
    AWSTemplateFormatVersion: 2010-09-09
    Parameters:
      Greeting: {Type: String, Default: hello}
    Resources:
      Machine:
        Type: AWS::StepFunctions::StateMachine
        Properties:
          DefinitionString: !Sub |
            {
              "StartAt": "Greet",
              "States": {
                "Greet": {"Type": "Pass", "Result": "${Greeting}!", "End": true}
              }
            }
    """

  private func run(_ text: String, _ name: String) throws -> Subprocess.Result {
    let place = try Workplace("purchase")
    try place.folder.write(text, to: name)
    return try place.run("run", "purchase", "--state-machine", name)
  }

  @Test(arguments: ["machine.asl.yaml", "machine"])
  func `a definition in YAML runs, whatever its name, and no is a text in it`(name: String) throws {
    let result = try run(Self.definition, name)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("output: \"no\""))
  }

  @Test func `a template in YAML runs, short tags and all`() throws {
    let result = try run(Self.template, "stack.yaml")
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("output: \"hello!\""))
  }

  @Test func `what is wrong in a definition is at its line and column in the YAML, which is shown`() throws {
    let result = try run(Self.definition.replacing("Next: Leave", with: "Next: Live"), "machine.asl.yaml")
    #expect(result.status == 2)
    #expect(result.error.contains("machine.asl.yaml:5:41: "), "\(result.error)")
    #expect(result.error.contains("\n  5 |   Greet: {Type: Pass, Result: no, Next: Live}\n"), "\(result.error)")
  }

  @Test func `what is wrong in the JSON of a template's text is at its line in the YAML`() throws {
    let result = try run(Self.template.replacing("\"Pass\"", with: "\"Past\""), "stack.yaml")
    #expect(result.status == 2)
    #expect(result.error.contains("stack.yaml:12:"), "\(result.error)")
  }

  @Test(arguments: [
    ("a: &a [*a]\n", "machine.yaml:1:8: the alias *a is inside what &a names"),
    ("StartAt: A\nStartAt: B\n", "machine.yaml:2:1: the key \"StartAt\" is duplicated"),
    ("{\"StartAt\": \"A\",}", "machine.yaml:1:17: not JSON: a comma before the closing bracket"),
  ])
  func `what is wrong with the text itself is said as what it is`(text: String, error: String) throws {
    let result = try run(text, "machine.yaml")
    #expect(result.status == 2)
    #expect(result.error.contains(error), "\(result.error)")
  }
}
