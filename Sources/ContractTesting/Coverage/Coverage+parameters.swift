import Findings
import HTTPModel
import JSONModel
import SchemaValidation

extension Coverage {
  mutating func addParameters(_ request: Request, _ candidate: Contract.Candidate) {
    let reader = TextReader(files: contract.storage.files)
    let check = ParameterCheck(contract, Verification(), FindingSubject(api: contract.api))
    let query = request.target.queryItems, cookies = ParameterCheck.cookies(request.headers)
    for parameter in candidate.operation.parameters where !parameter.isIgnored {
      let read =
        switch parameter.location {
        case .path: candidate.values[parameter.name].map { reader.read(parameter, $0) } ?? ParameterText()
        case .query: reader.read(parameter, in: query, of: candidate.operation)
        case .header: check.text(of: parameter, request.headers)
        case .cookie: reader.read(parameter, in: cookies, of: candidate.operation)
        }
      guard let json = read.json, !read.isUnreadable else { continue }
      add(parameter, json, of: candidate.operation)
    }
  }

  private mutating func add(_ parameter: Parameter, _ json: [UInt8], of operation: ContractOperation) {
    let isEmpty = parameter.allowsEmptyValue && json == Array("\"\"".utf8)
    if let schema = parameter.schema, !isEmpty {
      guard let document = try? JSONDocument(parsing: json),
        let compiled = try? contract.storage.schemas.schema(at: schema, for: .init(direction: .write)),
        compiled.isValid(document.root)
      else { return }
      add(document.root, schema, of: Coverage.payload(parameter, operation), .write)
    }
    named[operation.name, default: []].insert(.parameter(parameter.name, parameter.location))
  }

  static func payload(_ parameter: Parameter, _ operation: ContractOperation) -> Payload {
    Payload(operation: operation.name, part: "\(parameter.location.rawValue) parameter \(parameter.name)")
  }
}
