import JSONModel
import QueryLanguages

/// Where a result goes in the state's input.
enum ResultPath: Sendable {
  /// `$`: the result is all.
  case replace
  /// Null in the definition: the input stays as it is.
  case discard
  case write([JSONPath.ReferenceStep], text: String, place: ExpressionPlace)

  func apply(_ result: TracedValue, to input: TracedValue) throws(StateFailure) -> TracedValue {
    switch self {
    case .replace: return result
    case .discard: return input
    case .write(let steps, let text, let place):
      guard let output = ResultPath.writing(result, at: steps[...], into: input) else {
        throw StateFailure(
          name: .referencePathConflict, cause: "Unable to apply ReferencePath \(text) to input \(input.value.text())",
          origin: .engine,
          expression: FailureDetail.Expression(text: text, function: nil, argument: nil, got: input.value.kind),
          place: place)
      }
      return output
    }
  }

  /// Nil where something on the way can't hold what follows it. Missing members are made.
  private static func writing(
    _ result: TracedValue, at steps: ArraySlice<JSONPath.ReferenceStep>, into traced: TracedValue?
  ) -> TracedValue? {
    guard let step = steps.first else { return result }
    let rest = steps.dropFirst()
    let value = traced?.value
    let origin = traced?.origin ?? .none
    switch step {
    case .member(let name):
      guard var object = value == nil ? JSONObject() : value?.object,
        let inner = writing(result, at: rest, into: object[name].map { TracedValue($0, origin.at(step)) })
      else { return nil }
      let whole = origin.replacing(step, with: inner.origin, in: value)
      object[name] = inner.value
      return TracedValue(.object(object), whole)
    case .index(let index):
      guard var array = value?.array, array.indices.contains(index),
        let inner = writing(result, at: rest, into: TracedValue(array[index], origin.at(step)))
      else { return nil }
      let whole = origin.replacing(step, with: inner.origin, in: value)
      array[index] = inner.value
      return TracedValue(.array(array), whole)
    }
  }
}
