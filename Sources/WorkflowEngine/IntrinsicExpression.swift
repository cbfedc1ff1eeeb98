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

  /// `input` is what `$` is, `context` what `$$` is. Takes from `random` only what `States.UUID` and `States.MathRandom`
  /// use.
  func evaluate(
    input: JSONValue, context: JSONValue, random: inout SeededRandom
  ) throws(IntrinsicFailure) -> JSONValue {
    try evaluate(call, input: input, context: context, random: &random)
  }

  private func evaluate(
    _ call: Call, input: JSONValue, context: JSONValue, random: inout SeededRandom
  ) throws(IntrinsicFailure) -> JSONValue {
    var values: [JSONValue] = []
    for argument in call.arguments {
      switch argument {
      case .literal(let value): values.append(value)
      case .text(let text): values.append(.string(text.value))
      case .path(let path): values.append(try find(path, in: input, input: input, for: call))
      case .contextPath(let path): values.append(try find(path, in: context, input: input, for: call))
      case .call(let inner): values.append(try evaluate(inner, input: input, context: context, random: &random))
      }
    }
    var template: IntrinsicText?
    if case .text(let text)? = call.arguments.first { template = text }
    do throws(InvalidArguments) {
      return try call.function.apply(to: IntrinsicArguments(values: values, template: template), random: &random)
    } catch {
      throw IntrinsicFailure(
        cause: "There was an error while evaluating the intrinsic function: \(text). "
          + "Invalid arguments in \(call.function.name)",
        function: call.function.name, got: error.index.map { values[$0].kind },
        path: error.index.flatMap { call.arguments[$0].pathText })
    }
  }

  private func find(
    _ path: JSONPath, in root: JSONValue, input: JSONValue, for call: Call
  ) throws(IntrinsicFailure) -> JSONValue {
    let result = path.evaluate(on: root)
    if let value = result.found { return value }
    var error = "The JsonPath argument for the field '\(path.text)' could not be found in the input '\(input.jsonText)'"
    if case .missing(let missing) = result, missing.kind == .tooMuchWork { error = missing.text }
    throw IntrinsicFailure(
      cause: "The function '\(text)' had the following error: \(error)", function: call.function.name, got: nil,
      path: path.text)
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
