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

  /// `path`: the values of the path's variables; nil for a webhook, whose URL is its receiver's.
  func findings(_ request: Request, _ operation: ContractOperation, path: [String: [UInt8]]?) -> [Finding] {
    var findings: [Finding] = []
    let query = request.target.queryItems, cookies = ParameterCheck.cookies(request.headers)
    var known: Set<Int> = []
    for parameter in operation.parameters where !parameter.isIgnored {
      let read: ParameterText
      switch parameter.location {
      case .path:
        guard let path else { continue }
        read = path[parameter.name].map { reader.read(parameter, $0) } ?? ParameterText()
      case .query:
        read = reader.read(parameter, in: query, of: operation)
        known.formUnion(read.items)
      case .header:
        if parameter.takesAnyText, request.headers.contains(parameter.name) { continue }
        read = text(of: parameter, request.headers)
      case .cookie: read = reader.read(parameter, in: cookies, of: operation)
      }
      findings += self.findings(parameter, read)
    }
    for item in operation.pathQuery {
      if let index = operation.index(of: item, in: query) {
        known.insert(index)
      } else {
        findings.append(missing(item, operation))
      }
    }
    guard options.strength == .strict else { return findings }
    if path != nil { findings += undocumented(query, known, operation) }
    return findings + undocumented(request.headers, "request", operation.headerNames, .ofRequests, operation.place)
  }

  private func missing(_ item: QueryItem, _ operation: ContractOperation) -> Finding {
    let name = String(decoding: item.decodedName, as: UTF8.self)
    let value = item.value.map { _ in "=" + String(decoding: item.decodedValue, as: UTF8.self) } ?? ""
    return Finding(
      .missingParameter, subject(of: "parameter \(name)"), "the path asks for \"\(name)\(value)\" in the query",
      contract: operation.place.value.place)
  }

  private func undocumented(
    _ query: [QueryItem], _ known: Set<Int>, _ operation: ContractOperation
  ) -> [Finding] {
    var findings: [Finding] = []
    let credentials = operation.credentials[.query] ?? []
    var told: Set<String> = []
    for (index, item) in query.enumerated() where !known.contains(index) {
      let name = String(decoding: item.decodedName, as: UTF8.self)
      guard !credentials.contains(name), told.insert(name).inserted else { continue }
      // Without a value it may be one itself.
      let shown = item.value == nil ? options.shown(item.decodedName) : name
      findings.append(
        Finding(
          .undocumentedParameter, subject(of: "parameter \(shown)"), "the query has \"\(shown)\"",
          contract: operation.place.value.place, detail: shown))
    }
    return findings
  }

  func subject(of part: String) -> FindingSubject {
    var subject = subject
    subject.part = part
    return subject
  }

  private func findings(_ parameter: Parameter, _ read: ParameterText) -> [Finding] {
    let subject = subject(of: parameter.part)
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

  func value(
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
        // In a cookie neither means what it means in a query.
        let bytes = Array(piece).trimmedBlanks.flatMap { byte -> [UInt8] in
          switch byte {
          case UInt8(ascii: "&"): Array("%26".utf8)
          case UInt8(ascii: "+"): Array("%2B".utf8)
          default: [byte]
          }
        }
        return QueryItem.items(bytes).first
      }
    }
  }
}
