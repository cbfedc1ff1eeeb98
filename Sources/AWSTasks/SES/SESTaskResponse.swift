import HTTPModel
import JSONModel
import WorkflowEngine

/// What the SDK integration makes of an answer of SES.
enum SESTaskResponse {
  /// The errors that the API's model has. Others come out as `SesV2.SesV2Exception`.
  private static let modelled = [
    "AccountSuspendedException", "BadRequestException", "LimitExceededException", "MailFromDomainNotVerifiedException",
    "MessageRejected", "NotFoundException", "SendingPausedException", "TooManyRequestsException",
  ]

  /// `body` is null where there is none that can be read.
  static func result(_ response: Response, body: JSONValue) -> TaskReport.Result {
    if (200..<300).contains(response.status) {
      let id = body["MessageId"].map { JSONObject([("MessageId", $0.unescaped)]) }
      return .succeeded(.object(id ?? JSONObject()))
    }
    let message = (body["message"] ?? body["Message"])?.text ?? "null"
    let requestID = response.headers.first("x-amzn-RequestId") ?? "null"
    return .failed(
      errorName(response, body),
      cause: "\(message) (Service: SesV2, Status Code: \(response.status), Request ID: \(requestID)) "
        + "(SDK Attempt Count: 1)")
  }

  /// From `x-amzn-ErrorType`, else from the body. Both may have a namespace before `#` and a URL after `:`.
  private static func errorName(_ response: Response, _ body: JSONValue) -> ErrorName {
    let code = response.headers.first("x-amzn-ErrorType") ?? (body["__type"] ?? body["code"])?.text ?? ""
    let bare = code.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      .first?.split(separator: UInt8(ascii: "#")).last
    let name = bare.map { String(decoding: Array($0), as: UTF8.self) } ?? ""
    guard modelled.contains(name) else { return ErrorName(rawValue: "SesV2.SesV2Exception") }
    return ErrorName(rawValue: "SesV2.\(name)\(name.hasSuffix("Exception") ? "" : "Exception")")
  }
}
