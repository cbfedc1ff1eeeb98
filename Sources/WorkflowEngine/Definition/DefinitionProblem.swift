public import JSONModel

/// Something wrong with a definition, and where.
public struct DefinitionProblem: Hashable, Sendable, CustomStringConvertible {
  public enum Severity: String, Hashable, Sendable {
    /// The machine can't run.
    case error = "ERROR"
    case warning = "WARNING"
    /// AWS says nothing of it: it is told what AWS will do.
    case note = "NOTE"
  }

  /// AWS's codes, and two of our own.
  public enum Code: String, Hashable, Sendable {
    case schemaValidationFailed = "SCHEMA_VALIDATION_FAILED"
    case missingTransitionTarget = "MISSING_TRANSITION_TARGET"
    case missingEndState = "MISSING_END_STATE"
    case duplicateStateName = "DUPLICATE_STATE_NAME"
    case invalidStateName = "INVALID_STATE_NAME"
    case noDollar = "NO_DOLLAR"
    case noPath = "NO_PATH"
    case passResultIsStatic = "PASS_RESULT_IS_STATIC"
    /// AWS knows it, this engine does not do it yet.
    case notSupportedYet = "NOT_SUPPORTED_YET"
    /// AWS reads a path differently from what its writer probably means.
    case readOtherwise = "READ_OTHERWISE"
  }

  public let severity: Severity
  public let code: Code
  /// AWS's text where it is known.
  public let message: String
  /// A name that may have been meant; nil where none is near.
  public let suggestion: String?
  /// The field's name, or the value where the value is wrong; the pointer leads to the field.
  public let place: SourcePlace
  /// The place as AWS writes it: `/States/A/Catch[0]/Next`. Nil where AWS names none.
  public let location: String?

  /// `; did you mean 'Next'?`; empty where nothing is near.
  public var hint: String { Suggestion.hint(suggestion.map { "'\($0)'" }) }

  public var description: String {
    let pointer = place.pointer.map { "\($0)" } ?? ""
    return "\(place): \(message)" + (pointer.isEmpty ? "" : " at \(pointer)") + hint
  }
}
