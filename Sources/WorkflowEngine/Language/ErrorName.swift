/// The name of an error in the States Language. Tasks may raise names that nobody here knows.
public struct ErrorName: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public var description: String { rawValue }

  /// Matches every error but `States.Runtime`. `States.DataLimitExceeded` is matched (recorded on AWS).
  public static let all = ErrorName(rawValue: "States.ALL")
  /// Matches every error but `States.Timeout` and `States.Runtime`, whichever state it came from.
  public static let taskFailed = ErrorName(rawValue: "States.TaskFailed")
  public static let timeout = ErrorName(rawValue: "States.Timeout")
  /// Only Retry and Catch have this name; the failure's own is `States.Timeout` (recorded on AWS).
  public static let heartbeatTimeout = ErrorName(rawValue: "States.HeartbeatTimeout")
  /// Neither retried nor caught.
  public static let runtime = ErrorName(rawValue: "States.Runtime")
  public static let dataLimitExceeded = ErrorName(rawValue: "States.DataLimitExceeded")
  public static let referencePathConflict = ErrorName(rawValue: "States.ReferencePathConflict")
  public static let httpSocket = ErrorName(rawValue: "States.Http.Socket")
  public static func httpStatus(_ status: Int) -> ErrorName { ErrorName(rawValue: "States.Http.StatusCode.\(status)") }

  /// Whether an HTTP Task failed on the status of a response.
  var isHTTPStatus: Bool { rawValue.utf8.starts(with: "States.Http.StatusCode.".utf8) }
}
