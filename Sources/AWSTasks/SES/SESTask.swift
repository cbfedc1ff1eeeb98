public import HTTPModel
import JSONModel
public import Signing
public import WorkflowEngine

/// The task `arn:aws:states:::aws-sdk:sesv2:sendEmail`: sends a mail as AWS's SDK does.
public struct SESTask: Sendable {
  public static let resource = "arn:aws:states:::aws-sdk:sesv2:sendEmail"

  let responder: any Responder
  let credentials: AWSCredentials
  let region: String

  /// `credentials` sign the request; offline nobody looks at the signature.
  public init(via responder: any Responder, credentials: AWSCredentials = .offline, region: String = "us-east-1") {
    self.responder = responder
    self.credentials = credentials
    self.region = region
  }

  /// Makes the call's request once. The SDK's own retries are not made.
  public func perform(_ call: TaskCall) async -> TaskReport {
    do throws(HTTPTaskFailure) {
      try SESTask.check(call)
    } catch {
      return TaskReport(.failed(error.name, cause: error.cause))
    }
    let request = self.request(call)
    var exchange = TaskExchange(method: request.method.rawValue, url: request.url.description)
    switch await responder.respond(to: request).outcome {
    case .miss(let miss): return TaskReport(.missed(miss), exchange: exchange)
    case .failure(let failure):
      exchange.interaction = failure.replayedFrom
      return failed(failure.kind, after: failure.timing.total, exchange)
    case .response(let response):
      exchange.status = response.status
      exchange.responseMediaType = response.mediaType?.essence
      exchange.interaction = response.replayedFrom
      switch await TaskBody.read(response.body, keeping: HTTPTask.maxBodyBytes) {
      case .failed(let failure): return failed(failure.kind, after: response.timing.total, exchange)
      case .tooLong: return failed(.protocol, after: response.timing.total, exchange)
      case .whole(let bytes):
        let result = SESTaskResponse.result(response, body: (try? JSONValue(parsing: bytes)) ?? .null)
        return TaskReport(result, took: response.timing.total ?? .zero, exchange: exchange)
      }
    }
  }

  /// Throws where the task can't be started with these parameters.
  static func check(_ call: TaskCall) throws(HTTPTaskFailure) {
    guard call.parameters["Content"]?.object != nil else {
      throw .parameters(call, "The field 'Content' is required but was missing")
    }
  }

  func request(_ call: TaskCall) -> Request {
    let body = call.parameters.unescaped.withoutNulls.bytes()
    var request = Request(
      .post, Origin(scheme: "https", host: "email.\(region).amazonaws.com"), Target("/v2/email/outbound-emails"),
      headers: [HeaderField("Content-Type", "application/json")], body: .bytes(body))
    let signer = SigV4(credentials: credentials, region: region, service: "ses")
    for field in signer.headers(for: request, body: body, time: call.time) { request.headers.append(field) }
    return request
  }

  private func failed(_ kind: TransportFailure.Kind, after total: Duration?, _ exchange: TaskExchange) -> TaskReport {
    let reason = HTTPTaskFailure.socket(kind).cause ?? ""
    return TaskReport(
      .failed(
        ErrorName(rawValue: "SesV2.SdkClientException"),
        cause: "Unable to execute HTTP request: \(reason) (SDK Attempt Count: 1)"),
      took: total ?? .zero, exchange: exchange)
  }
}

extension JSONValue {
  /// Members that are null count as not set to the SDK.
  fileprivate var withoutNulls: JSONValue {
    switch self {
    case .array(let elements): .array(elements.map(\.withoutNulls))
    case .object(let object):
      .object(
        JSONObject(
          object.filter { !$0.value.isNull }.map { JSONObject.Member(key: $0.key, value: $0.value.withoutNulls) }))
    default: self
    }
  }
}
