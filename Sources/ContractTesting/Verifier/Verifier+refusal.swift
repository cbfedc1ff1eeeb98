import Findings
public import HTTPModel
import JSONModel

extension Verifier {
  /// What a refused request is answered with over HTTP; no provider's status.
  public static let refusedStatus = 598
  /// Of problem+json (RFC 9457).
  public static let refusedType = "urn:tapedeck:contract"

  /// The answer to a request that breaks its contract and was not sent.
  static func refusal(of request: Request, for findings: [Finding]) -> Response {
    let path = String(decoding: request.target.path.prefix(500), as: UTF8.self)
    let list: [JSONValue] = findings.prefix(100).map { finding in
      var entry: [(String, JSONValue)] = [
        ("rule", .string(finding.rule.id)), ("severity", .string(finding.severity.rawValue)),
        ("message", .string(finding.message)),
      ]
      if let part = finding.subject.part { entry.append(("part", .string(part))) }
      if let pointer = finding.payload?.pointer { entry.append(("pointer", .string("\(pointer)"))) }
      if let place = finding.contract { entry.append(("contract", .string("\(place)"))) }
      return .object(JSONObject(entry))
    }
    let body: JSONValue = [
      "type": .string(refusedType), "title": "Request Breaks The Contract", "status": .number(refusedStatus),
      "detail": .string("\(request.method) \(path) was not sent: it does not hold to the contract."),
      "findings": .array(list),
    ]
    return Response(
      status: refusedStatus, reason: "Request Breaks The Contract",
      headers: [HeaderField("Content-Type", "application/problem+json"), HeaderField("Tapedeck-Refused", "contract")],
      body: .bytes(body.bytes()))
  }

  /// Whether an outcome is the refusal of a verifier, so that nobody records it or takes it for the provider's.
  public static func isRefusal(_ outcome: Outcome) -> Bool {
    guard case .response(let response) = outcome, response.status == refusedStatus else { return false }
    return response.headers.first("tapedeck-refused") == "contract"
  }
}
