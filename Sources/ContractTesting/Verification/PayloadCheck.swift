import Findings
import JSONModel
import SchemaValidation

/// Holds one value against one schema of a contract.
struct PayloadCheck {
  let contract: Contract
  let options: Verification
  let subject: FindingSubject
  /// Whether the positions in the value are those of what the user has.
  var hasPositions = true

  func findings(_ value: JSONCursor, _ place: ContractPlace) -> [Finding] {
    let direction: SchemaOptions.Direction = subject.side == .write ? .write : .read
    let schema: Schema
    do throws(SchemaProblem) {
      schema = try contract.storage.schemas.schema(at: place, for: .init(direction: direction))
    } catch {
      return [Finding(.unverifiable, subject, "the schema cannot be used: \(error.reason)", contract: error.place)]
    }
    let limit = Verification.maxFindings
    let inspection =
      options.strength == .strict
      ? schema.inspect(value, limit: limit)
      : SchemaInspection(violations: schema.check(value, limit: limit))
    if inspection.isEmpty { return [] }
    var findings: [Finding] = []
    findings.reserveCapacity(
      inspection.violations.count + inspection.undescribed.count + inspection.notes.count)
    for violation in inspection.violations { findings.append(finding(violation, in: value)) }
    for member in inspection.undescribed { findings.append(finding(member)) }
    for note in inspection.notes { if let finding = finding(note) { findings.append(finding) } }
    let isPlain = inspection.violations.isEmpty && inspection.notes.isEmpty
    return isPlain && !PayloadCheck.repeats(inspection.undescribed) ? findings : distinct(findings)
  }

  /// Whether one member may be in the list twice, as of an object that has a key twice. The members of one object are next
  /// to each other.
  private static func repeats(_ members: [UndescribedMember]) -> Bool {
    var start = 0
    for index in members.indices.dropFirst() {
      guard let pointer = members[index].value.pointer, let before = members[index - 1].value.pointer else {
        return true
      }
      guard pointer.tokens.dropLast().reversed().elementsEqual(before.tokens.dropLast().reversed()) else {
        start = index
        continue
      }
      // So many are not compared with each other.
      if index - start > 32 { return true }
      if members[start..<index].contains(where: { $0.name == members[index].name }) { return true }
    }
    return false
  }

  /// What a value of the wrong type cannot help.
  private static let areImplied: [FindingRule] = [.unknownEnumValue, .noUnionBranch, .wrongFormat]

  /// Each thing once, and no further ones about a value that is of the wrong type anyway.
  private func distinct(_ findings: [Finding]) -> [Finding] {
    struct Key: Hashable {
      let rule: String, pointer: JSONPointer?, detail: String?
    }
    var seen = Set<Key>(minimumCapacity: findings.count)
    let broken = Set(findings.filter { [.wrongType, .unexpectedNull].contains($0.rule) }.map { $0.payload?.pointer })
    return findings.filter { finding in
      if PayloadCheck.areImplied.contains(finding.rule), broken.contains(finding.payload?.pointer) { return false }
      let detail = finding.rule == .unexpectedNull || finding.rule == .wrongType ? nil : finding.detail
      return seen.insert(Key(rule: finding.rule.id, pointer: finding.payload?.pointer, detail: detail)).inserted
    }
  }

  private func place(_ place: SourcePlace) -> SourcePlace {
    hasPositions ? place : SourcePlace(nil, nil, pointer: place.pointer)
  }

  private func finding(_ violation: SchemaViolation, in document: JSONCursor) -> Finding {
    let value = violation.value.pointer.flatMap { document.other(0).resolve($0) }
    let rule = FindingRule(violation, isNull: value?.isNull ?? false)
    var finding = Finding(
      rule, subject, message(rule, violation, value), payload: place(violation.value), contract: violation.schema,
      detail: detail(rule, violation, value))
    // An object that is closed is broken by it, not only changed.
    if rule == .undocumentedField { finding.severity = .error }
    return finding
  }

  private func message(_ rule: FindingRule, _ violation: SchemaViolation, _ value: JSONCursor?) -> String {
    switch rule {
    case .unexpectedNull: "null is not allowed"
    case .undocumentedField:
      violation.value.pointer?.tokens.last.map {
        "\"\($0)\" is not described, and the contract allows no further fields"
      }
        ?? violation.reason
    case .unknownEnumValue: "\(quoted(value) ?? "the value") \(enumeration(violation))"
    default: violation.reason
    }
  }

  private func enumeration(_ violation: SchemaViolation) -> String {
    guard case .notOneOf(let allowed, let count) = violation.fact else { return violation.reason }
    if count == 1 { return "is not \(allowed.first ?? "the one value that is allowed")" }
    let more = count > allowed.count ? " and \(count - allowed.count) more" : ""
    return "is not one of \(allowed.joined(separator: ", "))\(more)"
  }

  private func detail(_ rule: FindingRule, _ violation: SchemaViolation, _ value: JSONCursor?) -> String? {
    if case .missing(let name) = violation.fact { return name }
    return rule == .unknownEnumValue ? quoted(value) : nil
  }

  /// A short value as it is written, where it may be shown.
  private func quoted(_ value: JSONCursor?) -> String? {
    guard options.quotesValues, let value, value.count == 0, value.sourceBytes.count <= 100 else { return nil }
    return String(decoding: value.sourceBytes, as: UTF8.self)
  }

  private func finding(_ member: UndescribedMember) -> Finding {
    Finding(
      .undocumentedField, subject, "\"" + member.name + "\" is not described", payload: place(member.value),
      contract: member.schema)
  }

  private func finding(_ note: SchemaNote) -> Finding? {
    switch note.keyword {
    case "format":
      Finding(
        .wrongFormat, subject, "is not of the format \"\(note.text ?? "")\"", payload: place(note.value),
        contract: note.schema, detail: note.text)
    case "contentEncoding", "contentMediaType":
      Finding(
        .wrongContent, subject, "does not hold what \(note.keyword) says: \(note.text ?? "")",
        payload: place(note.value), contract: note.schema, detail: note.text)
    case "readOnly":
      Finding(.readOnlyField, subject, "only responses have this", payload: place(note.value), contract: note.schema)
    case "writeOnly":
      Finding(.writeOnlyField, subject, "only requests have this", payload: place(note.value), contract: note.schema)
    default: nil
    }
  }
}

extension FindingRule {
  /// `isNull`: of the value.
  init(_ violation: SchemaViolation, isNull: Bool) {
    switch violation.fact {
    case .kind, .notWhole, .notWrittenWhole: self = isNull ? .unexpectedNull : .wrongType
    case .notOneOf: self = isNull ? .unexpectedNull : .unknownEnumValue
    case .noAlternative(_, let expected):
      self = isNull ? .unexpectedNull : expected.isEmpty ? .noUnionBranch : .wrongType
    case .notAllowed:
      switch violation.keyword {
      case "additionalProperties", "unevaluatedProperties": self = .undocumentedField
      case "items", "prefixItems", "additionalItems", "unevaluatedItems": self = .wrongItemCount
      default: self = .forbiddenField
      }
    case .missing: self = .missingField
    case .tooLarge, .tooSmall, .notMultiple: self = .outOfRange
    case .tooLong, .tooShort: self = .wrongLength
    case .tooManyItems, .tooFewItems, .tooManyMembers, .tooFewMembers, .contains, .containsTooMany:
      self = .wrongItemCount
    case .pattern: self = .patternMismatch
    case .format: self = .wrongFormat
    case .content: self = .wrongContent
    case .repeatedItem: self = .repeatedItems
    case .severalAlternatives: self = .severalUnionBranches
    case .negated: self = .forbiddenValue
    case .unresolved, .tooMuchWork, .tooDeep, .endlessReference, .patternTooExpensive: self = .unverifiable
    }
  }
}
