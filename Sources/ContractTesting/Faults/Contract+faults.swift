public import Findings
import HTTPModel
import JSONModel
import SchemaValidation

extension Contract {
  /// What is wrong with the document itself, in the order of its files and lines. Takes as long as it takes to compile
  /// every schema and check every example.
  public func faults() -> [Finding] {
    let survey = ContractSurvey(storage.files, isVersion30: storage.isVersion30)
    var compiled = CompiledParts(storage.schemas, files: storage.files.files.count)
    let found =
      brokenReferences(survey) + schemaFaults(survey) + invalidSchemas(survey, &compiled)
      + invalidSamples(survey, &compiled)
      + webhookFaults() + pathFaults()
    return found.enumerated().sorted { left, right in
      let (one, other) = (Contract.order(left.element), Contract.order(right.element))
      return one == other ? left.offset < right.offset : one < other
    }.map(\.element)
  }

  private static func order(_ finding: Finding) -> (String, Int) {
    (finding.contract?.file ?? "", finding.contract?.position?.offset ?? 0)
  }

  func fault(
    _ rule: FindingRule, _ message: String, _ place: SourcePlace, operation: String? = nil, detail: String? = nil
  )
    -> Finding
  {
    Finding(rule, FindingSubject(api: api, operation: operation), message, contract: place, detail: detail)
  }

  func brokenReferences(_ survey: ContractSurvey) -> [Finding] {
    survey.broken.map { fault(.unresolvedReference, "\"\($0.text)\" leads nowhere: \($0.reason)", $0.place) }
  }

  private func invalidSchemas(_ survey: ContractSurvey, _ compiled: inout CompiledParts) -> [Finding] {
    var told: Set<SchemaProblem> = []
    return survey.outerSchemas.compactMap { place in
      guard case .failure(let problem) = compiled.schema(at: place), told.insert(problem).inserted else { return nil }
      return fault(.invalidSchema, problem.reason, problem.place)
    }
  }

  private func invalidSamples(_ survey: ContractSurvey, _ compiled: inout CompiledParts) -> [Finding] {
    survey.samples.compactMap { sample -> Finding? in
      // A schema that cannot be used is a fault of its own.
      guard case .success(let schema) = compiled.schema(at: sample.schema) else { return nil }
      let violations = schema.check(sample.value.value, limit: 100)
      // What cannot be known is told of the reference.
      guard let first = violations.first(where: { FindingRule($0, isNull: false) != .unverifiable }) else { return nil }
      let whole = sample.value.value.pointer.tokens.count
      let inner = JSONPointer(tokens: Array((first.value.pointer?.tokens ?? []).dropFirst(whole)))
      let place = inner.tokens.isEmpty ? "" : "\(inner): "
      let more = violations.count > 1 ? " (and \(violations.count - 1) more)" : ""
      let rule: FindingRule = sample.kind == .schemaDefault ? .defaultInvalid : .exampleInvalid
      return fault(rule, place + first.reason + more, sample.value.value.place, detail: first.keyword)
    }
  }
}
