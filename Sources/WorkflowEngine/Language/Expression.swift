import JSONModel
import QueryLanguages

/// A JSONPath into the data at hand, or with `$$` into the context object.
struct DataPath: Sendable {
  /// As in the definition.
  let text: String
  let path: JSONPath
  let isOnContext: Bool
  let place: ExpressionPlace

  /// Looks it up; `use` is what for, by default the evaluation's.
  func look(
    _ data: inout Evaluation, as model: JSONPath.Model = .maps, _ use: Read.Use? = nil
  ) -> (JSONPath.Result, ReadOrigin) {
    data.look(path, isOnContext: isOnContext, as: model, use, at: place)
  }

  /// For a payload template, where an index past an array's end gives null.
  func value(_ data: inout Evaluation) throws(StateFailure) -> TracedValue {
    let (result, origin) = look(&data, as: .nodes)
    switch result {
    case .value(let value): return TracedValue(value, origin)
    case .values(let values): return TracedValue(.array(values), origin)
    case .missing:
      let source = isOnContext ? data.context : data.input.value
      throw StateFailure.runtime(
        "The JSONPath '\(text)' specified for the field '\(place.name)' could not be found in the input "
          + "'\(source.text())'", at: place, expression: text)
    }
  }

  /// For InputPath and OutputPath.
  func filtered(_ data: inout Evaluation) throws(StateFailure) -> TracedValue {
    let (result, origin) = look(&data, .selects)
    switch result {
    case .value(let value): return TracedValue(value, origin)
    case .values(let values): return TracedValue(.array(values), origin)
    case .missing(let missing):
      throw StateFailure.runtime("Invalid path '\(text)' : \(missing.text)", at: place, expression: text)
    }
  }

  /// For a field such as SecondsPath, which must find something.
  func referenced(_ data: inout Evaluation) throws(StateFailure) -> JSONValue {
    guard let value = look(&data, .uses).0.found else {
      throw StateFailure.runtime(
        "The \(place.field) parameter does not reference an input value: \(text)", at: place, expression: text)
    }
    return value
  }
}

/// A path or an intrinsic function call, as the value of a `.$` member or of a field such as `CausePath`.
enum Expression: Sendable {
  case path(DataPath)
  case call(IntrinsicExpression, text: String, place: ExpressionPlace)

  func value(_ data: inout Evaluation) throws(StateFailure) -> TracedValue {
    switch self {
    case .path(let path): return try path.value(&data)
    case .call(let call, let text, let place):
      do throws(IntrinsicFailure) {
        return try call.evaluate(&data, at: place)
      } catch {
        throw StateFailure.runtime(
          error.cause, at: place, expression: text, function: error.function, argument: error.path,
          got: error.got)
      }
    }
  }

  var place: ExpressionPlace {
    switch self {
    case .path(let path): path.place
    case .call(_, _, let place): place
    }
  }

  var text: String {
    switch self {
    case .path(let path): path.text
    case .call(_, let text, _): text
    }
  }
}
