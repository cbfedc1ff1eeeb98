import JSONModel
import QueryLanguages

/// InputPath and OutputPath.
enum PathFilter: Sendable {
  case whole
  /// Null in the definition: an empty object.
  case nothing
  case path(DataPath)

  func apply(to value: JSONValue, context: @autoclosure () -> JSONValue) throws(StateFailure) -> JSONValue {
    switch self {
    case .whole: value
    case .nothing: .object(JSONObject())
    case .path(let path): try path.filtered(Evaluation(input: value, context: path.isOnContext ? context() : .null))
    }
  }
}

/// Where a result goes in the state's input.
enum ResultPath: Sendable {
  /// `$`: the result is all.
  case replace
  /// Null in the definition: the input stays as it is.
  case discard
  case write([JSONPath.Step], text: String, place: Place)

  func apply(_ result: JSONValue, to input: JSONValue) throws(StateFailure) -> JSONValue {
    switch self {
    case .replace: return result
    case .discard: return input
    case .write(let steps, let text, let place):
      guard let output = ResultPath.writing(result, at: steps[...], into: input) else {
        throw StateFailure(
          name: .referencePathConflict, cause: "Unable to apply ReferencePath \(text) to input \(input.text())",
          origin: .engine,
          expression: FailureDetail.Expression(text: text, function: nil, argument: nil, got: input.kind),
          place: place)
      }
      return output
    }
  }

  /// Nil where something on the way can't hold what follows it. Missing members are made.
  private static func writing(
    _ result: JSONValue, at steps: ArraySlice<JSONPath.Step>, into value: JSONValue?
  ) -> JSONValue? {
    guard let step = steps.first else { return result }
    let rest = steps.dropFirst()
    switch step {
    case .member(let name):
      guard var object = value == nil ? JSONObject() : value?.object,
        let inner = writing(result, at: rest, into: object[name])
      else { return nil }
      object[name] = inner
      return .object(object)
    case .index(let index):
      guard var array = value?.array else { return nil }
      let place = index < 0 ? array.count + index : index
      guard array.indices.contains(place), let inner = writing(result, at: rest, into: array[place]) else { return nil }
      array[place] = inner
      return .array(array)
    }
  }
}
