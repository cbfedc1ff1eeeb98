import AWSTasks
import Clocks
import HTTPModel
import JSONModel
import TestSupport
import Testing
import WorkflowEngine

struct SESTaskTests {
  static let parameters: JSONValue = [
    "Content": [
      "Simple": [
        "Body": ["Text": ["Charset": "UTF-8", "Data": "Hi é"], "Html": .null],
        "Subject": ["Charset": "UTF-8", "Data": "Your key"],
      ]
    ],
    "Destination": ["ToAddresses": ["ada@example.com"]], "FromEmailAddress": "licenses@example.com",
  ]

  static func ask(_ outcome: Outcome, _ parameters: JSONValue = parameters) async -> (TaskReport, Request?) {
    let stub = StubResponder { _ in outcome }
    let call = TaskCall(
      resource: SESTask.resource, state: "SendEmail", parameters: parameters, enteredEventID: 12,
      time: Instant(millisecondsSince1970: 1_795_338_000_000))
    return (await SESTask(via: stub).perform(call), stub.requests.first)
  }

  static func answer(_ status: Int, _ body: String, _ headers: HeaderFields = []) -> Outcome {
    .response(Response(status: status, headers: headers, body: .bytes(Array(body.utf8)), replayedFrom: "004"))
  }

  @Test func `the request is SES's own, signed for the execution's time`() async throws {
    let (report, request) = await Self.ask(Self.answer(200, #"{"MessageId":"m-1","X":1}"#))
    let sent = try #require(request)
    #expect(sent.method == .post)
    #expect(sent.url.description == "https://email.us-east-1.amazonaws.com/v2/email/outbound-emails")
    #expect(sent.headers.first("content-type") == "application/json")
    #expect(sent.headers.first("x-amz-date") == "20261122T090000Z")
    let scope = "AWS4-HMAC-SHA256 Credential=TAPEDECKOFFLINE/20261122/us-east-1/ses/aws4_request, "
    #expect(
      sent.headers.first("authorization")?.hasPrefix(scope + "SignedHeaders=content-type;host;x-amz-date, ") == true)
    #expect(
      HTTPTaskCase.body(sent)
        == #"{"Content":{"Simple":{"Body":{"Text":{"Charset":"UTF-8","Data":"Hi é"}},"#
        + #""Subject":{"Charset":"UTF-8","Data":"Your key"}}},"#
        + #""Destination":{"ToAddresses":["ada@example.com"]},"FromEmailAddress":"licenses@example.com"}"#)
    guard case .succeeded(let output) = report.result else { return #expect(Bool(false)) }
    #expect(output == ["MessageId": "m-1"])
    #expect(report.exchange?.interaction == "004")
  }

  @Test(
    arguments: [
      (400, #"{"message":"no"}"#, "MessageRejected", "SesV2.MessageRejectedException", "no"),
      (400, #"{"message":"no"}"#, "BadRequestException:http://a/b", "SesV2.BadRequestException", "no"),
      (404, #"{"__type":"com.amazonaws#NotFoundException","Message":"no"}"#, nil, "SesV2.NotFoundException", "no"),
      (403, #"{"message":"no"}"#, "SignatureDoesNotMatch", "SesV2.SesV2Exception", "no"),
      (500, "<html>", nil, "SesV2.SesV2Exception", "null"),
    ] as [(Int, String, String?, String, String)])
  func `errors have the SDK's names and causes`(
    status: Int, body: String, type: String?, name: String, message: String
  ) async {
    var headers: HeaderFields = [HeaderField("x-amzn-RequestId", "r-1")]
    if let type { headers.append("x-amzn-ErrorType", type) }
    let (report, _) = await Self.ask(Self.answer(status, body, headers))
    guard case .failed(let error, let cause) = report.result else { return #expect(Bool(false)) }
    #expect(error?.rawValue == name)
    #expect(
      cause == "\(message) (Service: SesV2, Status Code: \(status), Request ID: r-1) (SDK Attempt Count: 1)")
  }

  @Test func `a call without content fails before anything is sent`() async {
    let (report, request) = await Self.ask(Self.answer(200, "{}"), ["FromEmailAddress": "a@b.test"])
    #expect(request == nil)
    guard case .failed(.runtime, let cause) = report.result else { return #expect(Bool(false)) }
    #expect(cause?.hasSuffix("[The field 'Content' is required but was missing]") == true)
  }

  @Test func `what goes wrong on the wire is the client's exception`() async {
    let (report, _) = await Self.ask(.failure(TransportFailure(.refused, "curl")))
    guard case .failed(let name, let cause) = report.result else { return #expect(Bool(false)) }
    #expect(name?.rawValue == "SesV2.SdkClientException")
    #expect(cause == "Unable to execute HTTP request: The connection was refused (SDK Attempt Count: 1)")
  }
}
