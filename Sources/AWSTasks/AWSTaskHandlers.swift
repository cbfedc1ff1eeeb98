public import HTTPModel
public import JSONModel
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

  /// The connections that were refused, and why; AWS's cause does not say it. In order.
  public var refusedConnections: [(arn: String, reason: String)] { http.authorizations.reasons }

  /// The resources that a Task may name.
  public static let resources = [HTTPTask.resource, SESTask.resource]

  public var resources: [String] { AWSTaskHandlers.resources }

  public func knows(resource: String) -> Bool { resources.contains(resource) }

  public func problems(ofParameters parameters: JSONValue, for resource: String) -> [ParameterProblem] {
    switch resource {
    case HTTPTask.resource: HTTPTaskRequest.problems(of: parameters)
    case SESTask.resource: SDKShape.sendEmail.problems(of: parameters, required: ["Content"])
    default: []
    }
  }

  public func refusal(of call: TaskCall) -> String? {
    do throws(HTTPTaskFailure) {
      switch call.resource {
      case HTTPTask.resource: _ = try HTTPTaskRequest(call)
      case SESTask.resource: try SESTask.check(call)
      default: break
      }
      return nil
    } catch {
      return error.cause
    }
  }

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
