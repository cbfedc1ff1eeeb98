import Findings
import HTTPModel
import JSONModel

extension ParameterCheck {
  /// Headers of a response.
  func findings(_ headers: HeaderFields, _ response: ContractResponse) -> [Finding] {
    var findings: [Finding] = response.brokenHeaders.map { broken in
      Finding(.unverifiable, subject, "a header's description leads nowhere: \(broken.text)", contract: broken.place)
    }
    for header in response.headers where header.fieldName != "content-type" {
      if header.takesAnyText, headers.contains(header.name) { continue }
      let subject = subject(of: header.part)
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
    return findings + undocumented(headers, "response", response.headerNames, .ofResponses, response.place)
  }

  /// Those of a message's headers that neither `described`, in lower case, nor `standard` nor the options have.
  func undocumented(
    _ headers: HeaderFields, _ message: String, _ described: Set<String>, _ standard: HeaderNames,
    _ place: ContractPlace
  ) -> [Finding] {
    var findings: [Finding] = []
    var told: Set<String> = []
    for index in headers.indices {
      let spelled = String(decoding: headers.name(at: index), as: UTF8.self), name = spelled.lowercased()
      let isKnown = described.contains(name) || standard.contains(name) || options.allowed.contains(name)
      guard !isKnown, told.insert(name).inserted else { continue }
      findings.append(
        Finding(
          .undocumentedHeader, subject(of: "header \(spelled)"), "the \(message) has \(spelled)",
          contract: place.value.place, detail: name))
    }
    return findings
  }
}
