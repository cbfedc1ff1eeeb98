public import HTTPModel
public import Signing
public import WorkflowEngine

/// The tasks of AWS that Tapedeck does itself: HTTP Task, and SES v2's SendEmail.
public struct AWSTaskHandlers: TaskHandlers {
  private let http: HTTPTask
  private let ses: SESTask

  public init(
    via responder: any Responder, connections: ConnectionTable, credentials: AWSCredentials = .offline,
    region: String = "us-east-1"
  ) {
    http = HTTPTask(via: responder, connections: connections, region: region)
    ses = SESTask(via: responder, credentials: credentials, region: region)
  }

  /// The ARNs of OAuth connections whose token request nothing recorded fits, so that a placeholder was sent for the
  /// token; in the order of their first use.
  public var placeholderTokens: [String] { http.tokens.placeholders }

  /// The resources that a Task may name.
  public static let resources = [HTTPTask.resource, SESTask.resource]

  public func knows(resource: String) -> Bool { AWSTaskHandlers.resources.contains(resource) }

  public func perform(_ call: TaskCall) async -> TaskReport {
    switch call.resource {
    case HTTPTask.resource: return await http.perform(call)
    case SESTask.resource: return await ses.perform(call)
    default:
      return TaskReport(
        .failed(.runtime, cause: "The resource '\(call.resource)' is not supported yet by Tapedeck"))
    }
  }
}
