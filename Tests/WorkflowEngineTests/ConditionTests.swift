import JSONModel
import Testing

@testable import WorkflowEngine

struct ConditionTests {
  @Test(arguments: [
    (#""Or":[{"Variable":"$.a","IsPresent":true},{"Variable":"$.b","IsPresent":true}]"#, true),
    (#""Or":[{"Variable":"$.b","IsPresent":true},{"Variable":"$.a","IsPresent":true}]"#, true),
    (#""Or":[{"Variable":"$.b","IsPresent":true},{"Variable":"$.c","IsPresent":true}]"#, false),
    (#""And":[{"Variable":"$.a","IsPresent":true},{"Variable":"$.b","IsPresent":false}]"#, true),
    (#""And":[{"Variable":"$.a","IsPresent":true},{"Variable":"$.b","IsPresent":true}]"#, false),
    (#""Not":{"Variable":"$.a","IsPresent":true}"#, false), (#""Not":{"Variable":"$.b","IsPresent":true}"#, true),
    // What stands behind the condition that decides is not looked at: alone it would fail.
    (#""Or":[{"Variable":"$.a","IsPresent":true},{"Variable":"$.b","NumericEquals":1}]"#, true),
    (#""And":[{"Variable":"$.b","IsPresent":true},{"Variable":"$.b","NumericEquals":1}]"#, false),
  ])
  func `conditions are joined, and the first that decides is the last`(condition: String, holds: Bool) async throws {
    let execution = try await Execution.sample(
      """
      {"StartAt":"C","States":{"C":{"Type":"Choice","Default":"No","Choices":[{\(condition),"Next":"Yes"}]},
        "Yes":{"Type":"Pass","Result":true,"End":true},"No":{"Type":"Pass","Result":false,"End":true}}}
      """, input: ["a": 1])
    #expect(execution.output == .bool(holds), "\(execution.cause ?? "")")
  }
}
