import ContractTesting
import Testing

/// Which members count as described.
struct UndocumentedFieldTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let schema: String, payload: String, told: [String]
    init(_ schema: String, _ payload: String, _ told: String...) {
      (self.schema, self.payload, self.told) = (schema, payload, told)
    }
    var testDescription: String { "\(schema) of \(payload)" }
  }

  static let cases = [
    // An object whose members nobody names is a map, and so is one that says what further members are.
    Case(#"{"type": "object"}"#, #"{"x": 1}"#),
    Case(#"{"properties": {}}"#, #"{"x": 1}"#),
    Case(#"{"properties": {"a": {}}, "additionalProperties": true}"#, #"{"x": 1}"#),
    Case(#"{"properties": {"a": {}}, "additionalProperties": {"type": "integer"}}"#, #"{"x": 1}"#),
    Case(
      #"{"properties": {"a": {}}, "patternProperties": {"^x-": {}}}"#, #"{"x-1": 1, "y": 1}"#, "undocumented-field /y"),
    Case(#"{"required": ["a"]}"#, #"{"a": 1, "x": 1}"#),
    // What is inside a member that nobody describes is told once.
    Case(#"{"properties": {"a": {}}}"#, #"{"x": {"y": {"z": 1}}}"#, "undocumented-field /x"),
    // Schemas that apply to one object describe it together.
    Case(
      #"{"allOf": [{"properties": {"a": {}}}, {"properties": {"b": {}}}]}"#, #"{"a": 1, "b": 1, "c": 1}"#,
      "undocumented-field /c"),
    Case(
      #"{"allOf": [{"properties": {"o": {"properties": {"a": {}}}}}, {"properties": {"o": {"properties": {"b": {}}}}}]}"#,
      #"{"o": {"a": 1, "b": 1, "c": 1}}"#, "undocumented-field /o/c"),
    Case(
      ##"{"$ref": "#/components/schemas/Base", "properties": {"b": {}}}"##, #"{"a": 1, "b": 1, "c": 1}"#,
      "undocumented-field /c"),
    // Only alternatives that fit describe anything.
    Case(
      #"""
      {"oneOf": [{"properties": {"t": {"const": "a"}, "x": {}}, "required": ["t"]},
                 {"properties": {"t": {"const": "b"}, "y": {}}, "required": ["t"]}]}
      """#, #"{"t": "a", "x": 1, "y": 1}"#, "undocumented-field /y"),
    Case(
      #"{"anyOf": [{"properties": {"a": {}}}, {"properties": {"b": {}}}]}"#, #"{"a": 1, "b": 1, "c": 1}"#,
      "undocumented-field /c"),
    Case(
      #"{"properties": {"a": {}}, "not": {"properties": {"z": {}}, "required": ["z"]}}"#, #"{"a": 1, "y": 1}"#,
      "undocumented-field /y"),
    Case(
      #"{"properties": {"a": {}}, "if": {"properties": {"b": {"const": 1}}, "required": ["b"]}, "else": {"properties": {"c": {}}}}"#,
      #"{"a": 1, "b": 2, "c": 1}"#, "undocumented-field /b"),
    Case(
      #"{"contains": {"properties": {"a": {"const": 1}}, "required": ["a"]}}"#,
      #"[{"a": 1, "x": 1}, {"a": 2, "x": 1}]"#,
      "undocumented-field /0/x"),
    Case(#"{"items": {"properties": {"a": {}}}}"#, #"[{"a": 1}, {"b": 1}]"#, "undocumented-field /1/b"),
    Case(
      #"{"additionalProperties": {"properties": {"a": {}}}}"#, #"{"k": {"a": 1, "b": 1}}"#, "undocumented-field /k/b"),
    Case(#"{"properties": {"a": {}}, "unevaluatedProperties": {"type": "integer"}}"#, #"{"b": 1}"#),
    Case(#"{"properties": {"a~/b": {}}}"#, #"{"a~/b": 1, "c~/d": 1}"#, "undocumented-field /c~0~1d"),
    Case(#"{"properties": {"é": {}}}"#, #"{"\u00e9": 1}"#),
    // Where no alternative fits, that is what is told, and what none of them knows.
    Case(
      #"{"oneOf": [{"properties": {"t": {"const": "a"}, "x": {}}}, {"properties": {"t": {"const": "b"}, "y": {}}}]}"#,
      #"{"t": "c", "x": 1, "z": 1}"#, "no-union-branch", "undocumented-field /z"),
  ]

  @Test(arguments: cases)
  func `a member is undocumented where no schema that applies describes it`(_ sample: Case) throws {
    let contract = try SampleContract.schema(
      sample.schema, components: #"{"Base": {"properties": {"a": {}}}}"#)
    #expect(contract.told(sample.payload) == sample.told)
  }

  @Test func `a key that an object has twice is told once, and the same key of another object again`() throws {
    let contract = try SampleContract.schema(
      #"{"items": {"type": "object", "properties": {"a": {}}}}"#)
    #expect(
      contract.told(#"[{"b": 1, "c": 1, "b": 2}, {"b": 1}]"#) == [
        "undocumented-field /0/b", "undocumented-field /0/c", "undocumented-field /1/b",
      ])
  }
}
