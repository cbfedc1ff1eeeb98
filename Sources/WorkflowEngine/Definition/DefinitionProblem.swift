public import JSONModel

/// Something wrong with a definition, and where.
public struct DefinitionProblem: Hashable, Sendable, CustomStringConvertible {
  public enum Severity: String, Hashable, Sendable {
    /// The machine can't run.
    case error = "ERROR"
    case warning = "WARNING"
  }

  /// AWS's codes, and one of our own.
  public enum Code: String, Hashable, Sendable {
    case schemaValidationFailed = "SCHEMA_VALIDATION_FAILED"
    case missingTransitionTarget = "MISSING_TRANSITION_TARGET"
    case missingEndState = "MISSING_END_STATE"
    case duplicateStateName = "DUPLICATE_STATE_NAME"
    /// AWS knows it, this engine does not do it yet.
    case notSupportedYet = "NOT_SUPPORTED_YET"
  }

  public let severity: Severity
  public let code: Code
  /// AWS's text where it is known.
  public let message: String
  /// A name that may have been meant; nil where none is near.
  public let suggestion: String?
  /// The place in the definition.
  public let pointer: JSONPointer
  /// The place in the definition's text: the field's name, or the value where the value is wrong.
  public let position: TextPosition
  /// The place as AWS writes it: `/States/A/Catch[0]/Next`. Nil where AWS names none.
  public let location: String?

  public var description: String {
    let place = pointer.tokens.isEmpty ? "" : " at \(pointer)"
    return "\(position): \(message)\(place)" + (suggestion.map { "; did you mean '\($0)'?" } ?? "")
  }
}
