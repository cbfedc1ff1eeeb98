import JSONModel
import QueryLanguages
import TestSupport
import Testing

@testable import WorkflowEngine

/// What AWS answered to single Pass states whose fields are paths and intrinsic functions, asked without the engine.
@Suite(.enabled(if: SharedFiles.available))
struct IntrinsicConformanceTests {
  /// How a Pass state ended.
  private enum Outcome {
    case output(JSONValue)
    case failure(cause: String)
  }

  @Test(arguments: [("intrinsics-values", 25), ("intrinsics-errors", 33), ("jsonpath-paths", 3)])
  func `AWS's measured answers are ours`(topic: String, score: Int) throws {
    let cases = try JSONValue(parsing: SharedFiles.bytes("conformance/asl/measured.json")).array ?? []
    check(cases.filter { $0["topic"]?.text == topic }, named: topic, score: score)
  }

  @Test func `AWS's recorded answers are ours`() throws {
    let cases = try JSONValue(parsing: SharedFiles.bytes("conformance/asl/executions.json")).array ?? []
    check(cases.filter { $0["query_language"] == "JSONPath" }, named: "executions.json", score: 66)
  }

  private func check(_ cases: [JSONValue], named name: String, score: Int) {
    var (passed, tried) = (0, 0)
    for measured in cases {
      guard let outcome = outcome(of: measured), let expected = measured["expected"] else { continue }
      tried += 1
      let fits =
        switch outcome {
        case .output(let output): expected["status"] == "SUCCEEDED" && Self.fits(output, expected["output"] ?? .null)
        case .failure(let cause): expected["status"] == "FAILED" && Self.fits(cause, expected)
        }
      if fits { passed += 1 }
      #expect(fits, "\(measured["id"]?.text ?? ""): \(outcome), expected \(expected.text())")
    }
    print("\(name): \(passed) of \(tried) as on AWS; \(cases.count - tried) of \(cases.count) need the engine")
    #expect(passed == score)
  }

  /// Nil where the case is more than one Pass state with Parameters, InputPath or OutputPath.
  private func outcome(of measured: JSONValue) -> Outcome? {
    guard let states = measured["definition"]?["States"]?.object, states.count == 1, let state = states.first?.value,
      state["Type"] == "Pass", let input = measured["input"],
      state.object?.keys.allSatisfy({ ["Type", "End", "Parameters", "InputPath", "OutputPath"].contains($0) }) == true
    else { return nil }
    let context: JSONValue = [
      "Execution": ["Input": input, "Name": "n"],
      "StateMachine": ["Id": "arn:aws:states:r:a:stateMachine:n", "Name": "n"],
    ]
    if let text = (state["InputPath"] ?? state["OutputPath"])?.text {
      guard case .missing(let missing)? = try? JSONPath(parsing: text).evaluate(on: input) else { return nil }
      return .failure(cause: "Invalid path '\(text)' : \(missing.text)")
    }
    guard let parameters = state["Parameters"]?.object else { return nil }
    return payload(parameters, input: input, context: context)
  }

  private func payload(_ parameters: JSONObject, input: JSONValue, context: JSONValue) -> Outcome {
    var random = SeededRandom(seed: 1)
    var output = JSONObject()
    for member in parameters {
      let key = member.key.text
      guard key.hasSuffix(".$"), let text = member.value.text else {
        output.append(key: key, value: member.value)
        continue
      }
      do {
        let value =
          IntrinsicExpression.isCall(text)
          ? try IntrinsicExpression(parsing: text).evaluate(input: input, context: context, random: &random)
          : try JSONPath(parsing: text).evaluate(on: input).found ?? .null
        output.append(key: String(key.dropLast(2)), value: value)
      } catch let failure as IntrinsicFailure {
        return .failure(cause: failure.cause)
      } catch {
        return .failure(cause: "\(error)")
      }
    }
    return .output(.object(output))
  }

  private static func fits(_ value: JSONValue, _ expected: JSONValue) -> Bool {
    switch expected["$wildcard"]?.text {
    case "any"?: return true
    case "string"?: return value.text != nil
    case "regex"?:
      guard let regex = try? Regex(expected["regex"]?.text ?? ""), let text = value.text else { return false }
      return text.wholeMatch(of: regex) != nil
    default: break
    }
    guard let object = value.object, let wanted = expected.object else { return value == expected }
    return object.count == wanted.count
      && wanted.allSatisfy { member in object[member.key.text].map { fits($0, member.value) } ?? false }
  }

  private static func fits(_ cause: String, _ expected: JSONValue) -> Bool {
    if let text = expected["cause"]?.text { return cause == text }
    return expected["causeContains"]?.text.map { cause.contains($0) } ?? true
  }
}
