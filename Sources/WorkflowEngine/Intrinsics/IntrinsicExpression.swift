import JSONModel
import QueryLanguages

/// A call of an intrinsic function: `States.Format('{}/{}', $.a, States.UUID())`.
struct IntrinsicExpression: Sendable, Hashable {
  /// As written.
  let text: String
  let call: Call

  struct Call: Sendable, Hashable {
    let function: IntrinsicFunction
    let arguments: [Argument]
  }

  indirect enum Argument: Sendable, Hashable {
    case literal(JSONValue)
    /// A quoted text, its escapes still in it.
    case text(IntrinsicText)
    case path(JSONPath)
    /// `$$.x`, without the first `$`.
    case contextPath(JSONPath)
    case call(Call)
  }

  /// Takes up to 10,000 bytes and ten calls inside each other, which is AWS's limit.
  init(parsing text: String) throws(IntrinsicSyntaxError) {
    var parser = IntrinsicParser(text)
    call = try parser.wholeCall()
    self.text = text
  }

  /// Whether the text looks like a call, rightly written or not: `States.Anything(`.
  static func isCall(_ text: String) -> Bool {
    let prefix = "States.".utf8
    guard text.utf8.starts(with: prefix) else { return false }
    let rest = text.utf8.dropFirst(prefix.count).drop { IntrinsicParser.isNamePart($0) }
    return rest.first == UInt8(ascii: "(")
  }

  /// The paths among the arguments, those of inner calls too.
  var paths: [JSONPath] { call.paths }

  /// Draws random numbers only for `States.UUID` and `States.MathRandom`.
  func evaluate(_ data: inout Evaluation, at place: ExpressionPlace) throws(IntrinsicFailure) -> TracedValue {
    try evaluate(call, &data, data.use, place)
  }

  /// `use` is what becomes of the result.
  private func evaluate(
    _ call: Call, _ data: inout Evaluation, _ use: Read.Use, _ place: ExpressionPlace
  ) throws(IntrinsicFailure) -> TracedValue {
    var arguments: [TracedValue] = []
    for (index, argument) in call.arguments.enumerated() {
      let argumentUse = call.function.use(ofArgument: index) ?? use
      switch argument {
      case .literal(let value): arguments.append(TracedValue(value))
      case .text(let text): arguments.append(TracedValue(.string(text.value)))
      case .path(let path): arguments.append(try find(path, isOnContext: false, argumentUse, &data, place, for: call))
      case .contextPath(let path):
        arguments.append(try find(path, isOnContext: true, argumentUse, &data, place, for: call))
      case .call(let inner):
        arguments.append(try evaluate(inner, &data, argumentUse, place))
      }
    }
    var template: IntrinsicText?
    if case .text(let text)? = call.arguments.first { template = text }
    let values = arguments.map(\.value)
    do throws(InvalidArguments) {
      let result = try call.function.apply(
        to: IntrinsicArguments(values: values, template: template), random: &data.random)
      let origin = call.function.origin(of: arguments)
      if call.function.picks { data.reads.note(origin, use, state: place.state, field: place.field) }
      return TracedValue(result, origin)
    } catch {
      throw IntrinsicFailure(
        cause: "There was an error while evaluating the intrinsic function: \(text). "
          + "Invalid arguments in \(call.function.name)",
        function: call.function.name, got: error.index.map { values[$0].kind },
        path: error.index.flatMap { call.arguments[$0].pathText })
    }
  }

  private func find(
    _ path: JSONPath, isOnContext: Bool, _ use: Read.Use, _ data: inout Evaluation, _ place: ExpressionPlace,
    for call: Call
  ) throws(IntrinsicFailure) -> TracedValue {
    let (result, origin) = data.look(path, isOnContext: isOnContext, use, at: place)
    if let value = result.found { return TracedValue(value, origin) }
    var error =
      "The JsonPath argument for the field '\(path.text)' could not be found in the input '\(data.input.value.jsonText)'"
    if case .missing(let missing) = result, missing.kind == .tooMuchWork { error = missing.text }
    throw IntrinsicFailure(
      cause: "The function '\(text)' had the following error: \(error)", function: call.function.name, got: nil,
      path: path.text)
  }
}

extension IntrinsicExpression.Call {
  fileprivate var paths: [JSONPath] {
    arguments.flatMap { argument -> [JSONPath] in
      switch argument {
      case .path(let path), .contextPath(let path): [path]
      case .call(let call): call.paths
      case .literal, .text: []
      }
    }
  }
}

extension IntrinsicExpression.Argument {
  fileprivate var pathText: String? {
    switch self {
    case .path(let path): path.text
    case .contextPath(let path): "$" + path.text
    default: nil
    }
  }
}
