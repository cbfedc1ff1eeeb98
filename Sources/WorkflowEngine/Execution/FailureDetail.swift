public import JSONModel

/// What made an execution fail, for people: the state, the field and what it was given.
public struct FailureDetail: Hashable, Sendable {
  /// The expression that failed.
  public struct Expression: Hashable, Sendable {
    /// As in the definition: `States.StringToJson($.ResponseBody)`.
    public let text: String
    /// The intrinsic function that refused its arguments; nil for a path.
    public let function: String?
    /// Where that argument came from, or what could not be found: `$.ResponseBody`. Nil where it is no path.
    public let argument: String?
    /// The kind of value that was given where another is needed; nil where kinds were not the trouble.
    public let got: JSONKind?

    /// The kind that the function needs where `got` is wrong; nil where it takes more than one or `got` is nil.
    public var needed: JSONKind? {
      switch (got, function) {
      case (nil, _): nil
      case (_, "States.StringToJson"), (_, "States.Base64Encode"), (_, "States.Base64Decode"),
        (_, "States.StringSplit"),
        (_, "States.Format"):
        .string
      case (_, "States.ArrayLength"), (_, "States.ArrayContains"), (_, "States.ArrayPartition"),
        (_, "States.ArrayUnique"), (_, "States.ArrayGetItem"):
        .array
      case (_, "States.MathAdd"), (_, "States.MathRandom"), (_, "States.ArrayRange"): .number
      case (_, "States.JsonMerge"): .object
      default: nil
      }
    }
  }

  /// The state it arose in.
  public let state: String
  /// The state's field: `ResultSelector`. Nil where no field is to blame (a task failed, a Fail state was reached).
  public let field: String?
  /// The member of the field, as a dotted path: `body.$`. Nil where the field itself is the expression.
  public let member: String?
  public let expression: Expression?
  /// Of the field in the definition; without a field, of the state.
  public let place: SourcePlace
  /// The state's last request and answer; nil where nothing went over the wire.
  public let exchange: TaskExchange?
}
