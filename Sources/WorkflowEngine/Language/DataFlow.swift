import JSONModel
import QueryLanguages

/// How data come into a state and out of it: the fields that AWS calls input and output processing.
struct DataFlow: Sendable {
  var inputPath = PathFilter.whole
  var parameters: PayloadTemplate?
  var resultSelector: PayloadTemplate?
  var resultPath = ResultPath.replace
  var outputPath = PathFilter.whole

  /// What the state works on, of its input as it came. Afterwards `data` is what the state's other fields read, which
  /// see what InputPath leaves and not what Parameters make of it.
  func input(_ data: inout Evaluation) throws(StateFailure) -> TracedValue {
    data.input = try inputPath.apply(&data)
    return try parameters?.value(&data) ?? data.input
  }

  /// The state's output. `data` is its input as it came; without a result the state only filters that.
  func output(of result: TracedValue?, _ data: inout Evaluation) throws(StateFailure) -> TracedValue {
    if let result {
      let input = data.input
      data.input = result
      let selected = try resultSelector?.value(&data) ?? result
      data.input = try resultPath.apply(selected, to: input)
    } else {
      data.input = try inputPath.apply(&data)
    }
    return try outputPath.apply(&data)
  }
}

/// InputPath and OutputPath.
enum PathFilter: Sendable {
  case whole
  /// Null in the definition: an empty object.
  case nothing
  case path(DataPath)

  func apply(_ data: inout Evaluation) throws(StateFailure) -> TracedValue {
    switch self {
    case .whole: data.input
    case .nothing: TracedValue(.object(JSONObject()))
    case .path(let path): try path.filtered(&data)
    }
  }
}
