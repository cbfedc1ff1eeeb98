import ContractTesting
import Findings
import HTTPModel
import JSONModel

/// Small contracts, and what their findings are.
enum SampleContract {
  static let origin = Origin(scheme: "https", host: "api.example.com")
  static let json = HeaderField("Content-Type", "application/json")

  /// A document of one version with paths, components and webhooks, written as YAML.
  static func make(_ text: String, version: String = "3.1.0") throws -> Contract {
    try Contract(parsing: Array("openapi: \(version)\ninfo: {title: T, version: '1'}\n\(text)".utf8), api: "sample")
  }

  /// A contract whose `POST /things` takes and gives a schema, written as JSON.
  static func schema(_ schema: String, components: String = "{}", version: String = "3.1.0") throws -> Contract {
    let body = #"{"content": {"application/json": {"schema": \#(schema)}}}"#
    return try make(
      #"""
      paths:
        /things:
          post: {requestBody: \#(body), responses: {'200': \#(body)}}
      components: {schemas: \#(components)}
      """#, version: version)
  }

  static func post(_ body: String, to target: String = "/things", headers: HeaderFields = [json]) -> Request {
    Request(.post, origin, Target(target), headers: headers, body: .bytes(Array(body.utf8)))
  }

  static func get(_ target: String, headers: HeaderFields = []) -> Request {
    Request(.get, origin, Target(target), headers: headers)
  }

  static func response(_ body: String, status: Int = 200, headers: HeaderFields = [json]) -> Response {
    Response(status: status, headers: headers, body: .bytes(Array(body.utf8)))
  }
}

extension Contract {
  /// Ids and pointers, or parts, of what a response's body has.
  func told(_ body: String, _ strength: Verification.Strength = .strict) -> [String] {
    told(verify(SampleContract.response(body), to: SampleContract.post("{}"), Verification(strength)))
  }

  func told(sending body: String, _ strength: Verification.Strength = .strict) -> [String] {
    told(verify(SampleContract.post(body), Verification(strength)))
  }

  func told(_ findings: [Finding]) -> [String] {
    findings.map { finding in
      let place = finding.payload?.pointer.map { "\($0)" } ?? ""
      return place.isEmpty ? finding.rule.id : "\(finding.rule.id) \(place)"
    }
  }
}
