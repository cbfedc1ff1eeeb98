import Findings
import HTTPModel
import JSONModel

/// Holds parameters and headers against what a contract has for them.
struct ParameterCheck {
  let contract: Contract
  let options: Verification
  /// Without a part.
  let subject: FindingSubject
  private var reader: TextReader { TextReader(files: contract.storage.files) }

  init(_ contract: Contract, _ options: Verification, _ subject: FindingSubject) {
    (self.contract, self.options, self.subject) = (contract, options, subject)
  }

  func findings(_ request: Request, _ operation: ContractOperation, path: [String: [UInt8]]) -> [Finding] {
    var findings: [Finding] = []
    let query = request.target.queryItems, cookies = ParameterCheck.cookies(request.headers)
    var known: Set<Int> = []
    for parameter in operation.parameters {
      let read: ParameterText
      switch parameter.location {
      case .path: read = path[parameter.name].map { reader.read(parameter, $0) } ?? ParameterText()
      case .query:
        read = reader.read(parameter, in: query)
        known.formUnion(read.items)
      case .header:
        // These three are described elsewhere (OpenAPI 3.1, section 4.8.12.2).
        if ParameterCheck.describedElsewhere.contains(parameter.fieldName) { continue }
        if parameter.takesAnyText, request.headers.contains(parameter.name) { continue }
        read = text(of: parameter, request.headers)
      case .cookie: read = reader.read(parameter, in: cookies)
      }
      findings += self.findings(parameter, read)
    }
    guard options.strength == .strict else { return findings }
    let credentials = operation.credentials[.query] ?? []
    var told: Set<String> = []
    for (index, item) in query.enumerated() where !known.contains(index) {
      let name = String(decoding: item.decodedName, as: UTF8.self)
      guard !credentials.contains(name), told.insert(name).inserted else { continue }
      findings.append(
        Finding(
          .undocumentedParameter, subject(of: "parameter \(name)"), "the query has \"\(name)\"",
          contract: operation.place.value.place, detail: name))
    }
    return findings
  }

  private func subject(of part: String) -> FindingSubject {
    var subject = subject
    subject.part = part
    return subject
  }

  private func findings(_ parameter: Parameter, _ read: ParameterText) -> [Finding] {
    let subject = subject(of: "parameter \(parameter.name)")
    guard let json = read.json else {
      let isMissing = parameter.isRequired || parameter.location == .path
      return isMissing
        ? [
          Finding(
            .missingParameter, subject, "the \(parameter.location.rawValue) parameter \"\(parameter.name)\" is missing",
            contract: parameter.place.value.place)
        ] : []
    }
    if parameter.allowsEmptyValue, json == Array("\"\"".utf8) { return [] }
    return value(json, read, parameter, subject)
  }

  private func value(
    _ json: [UInt8], _ read: ParameterText, _ parameter: Parameter, _ subject: FindingSubject
  ) -> [Finding] {
    if read.isUnreadable {
      return [
        Finding(.wrongType, subject, "the value is not JSON", contract: parameter.place.value.place)
      ]
    }
    guard let schema = parameter.schema else { return [] }
    guard let document = try? JSONDocument(parsing: json) else {
      return [Finding(.unverifiable, subject, "the value cannot be read", contract: parameter.place.value.place)]
    }
    return PayloadCheck(contract: contract, options: options, subject: subject, hasPositions: false)
      .findings(document.root, schema)
  }

  /// Fields of one name are one value.
  func text(of parameter: Parameter, _ headers: HeaderFields) -> ParameterText {
    let values = headers.all(parameter.name)
    if values.isEmpty { return ParameterText() }
    return reader.read(parameter, Array(values.joined(separator: ",").utf8))
  }

  static func cookies(_ headers: HeaderFields) -> [QueryItem] {
    headers.all("cookie").flatMap { field in
      field.utf8.split(separator: UInt8(ascii: ";")).compactMap { piece -> QueryItem? in
        let bytes = Array(piece).trimmedBlanks
        return QueryItem.items(bytes.map { $0 == UInt8(ascii: "&") ? UInt8(ascii: "_") : $0 }).first
      }
    }
  }
}

/// Headers of responses.
extension ParameterCheck {
  func findings(_ headers: HeaderFields, _ response: ContractResponse) -> [Finding] {
    var findings: [Finding] = response.brokenHeaders.map { broken in
      Finding(.unverifiable, subject, "a header's description leads nowhere: \(broken.text)", contract: broken.place)
    }
    for header in response.headers where header.fieldName != "content-type" {
      if header.takesAnyText, headers.contains(header.name) { continue }
      let subject = subject(of: "header \(header.name)")
      let read = text(of: header, headers)
      if let json = read.json {
        findings += value(json, read, header, subject)
      } else if header.isRequired {
        findings.append(
          Finding(
            .missingHeader, subject, "the header \(header.name) is missing", contract: header.place.value.place))
      }
    }
    guard options.strength == .strict else { return findings }
    var told: Set<String> = []
    for field in headers {
      let name = field.name.lowercased()
      let isKnown =
        ParameterCheck.standard.contains(name) || response.headers.contains { $0.fieldName == name }
        || options.allowedHeaders.contains { ParameterCheck.allows($0.lowercased(), name) }
      guard !isKnown, told.insert(name).inserted else { continue }
      findings.append(
        Finding(
          .undocumentedHeader, subject(of: "header \(field.name)"), "the response has \(field.name)",
          contract: response.place.value.place, detail: name))
    }
    return findings
  }

  private static let describedElsewhere: Set<String> = ["accept", "content-type", "authorization"]

  private static func allows(_ pattern: String, _ name: String) -> Bool {
    pattern.hasSuffix("*") ? name.utf8.starts(with: pattern.utf8.dropLast()) : pattern == name
  }

  /// Fields that HTTP and its standard extensions define for responses; no contract needs to describe them.
  private static let standard: Set<String> = [
    "accept-ch", "accept-patch", "accept-ranges", "access-control-allow-credentials", "access-control-allow-headers",
    "access-control-allow-methods", "access-control-allow-origin", "access-control-expose-headers",
    "access-control-max-age", "age", "allow", "alt-svc", "cache-control", "clear-site-data", "connection",
    "content-disposition", "content-encoding", "content-language", "content-length", "content-location",
    "content-range",
    "content-security-policy", "content-security-policy-report-only", "content-type", "cross-origin-embedder-policy",
    "cross-origin-opener-policy", "cross-origin-resource-policy", "date", "etag", "expires", "keep-alive",
    "last-modified", "link", "location", "nel", "permissions-policy", "pragma", "preference-applied",
    "proxy-authenticate", "proxy-status", "referrer-policy", "report-to", "reporting-endpoints", "retry-after",
    "server",
    "server-timing", "set-cookie", "strict-transport-security", "timing-allow-origin", "trailer", "transfer-encoding",
    "upgrade", "vary", "via", "warning", "www-authenticate", "x-content-type-options", "x-frame-options",
    "x-permitted-cross-domain-policies", "x-xss-protection",
  ]
}
