import JSONModel

/// Why a text is no call of an intrinsic function. AWS refuses the definition with a sentence that names only the field:
/// `The value for the field 'x.$' must be a valid JSONPath or a valid intrinsic function call`.
struct IntrinsicSyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
  /// In UTF-8 bytes from the text's beginning.
  let offset: Int
  let reason: String
  /// Whether AWS takes the call, and it is only here that it can't be read yet.
  var isUnsupported = false

  var description: String { "\(reason) at offset \(offset)" }
}

/// A call that could not be made. On AWS always `States.Runtime`.
struct IntrinsicFailure: Error, Sendable, Hashable {
  /// AWS's sentence, without `An error occurred while executing the state …` before it.
  let cause: String
  /// The function that failed, which may be an inner one: `States.StringToJson`.
  let function: String
  /// The kind of the argument that did not fit, where it was one argument.
  let got: JSONKind?
  /// Where that argument came from, or what could not be found: `$.ResponseBody`. Nil where the argument is no path.
  var path: String?
}
