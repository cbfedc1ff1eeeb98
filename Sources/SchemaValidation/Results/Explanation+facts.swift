import JSONModel

extension Explanation {
  func fact(_ failure: Recorder.Failure, _ keyword: Keyword?, _ number: Int) -> SchemaViolation.Fact {
    let block = block(of: failure)
    if isOfSchema(failure), failure.kind == .leaf { return .notAllowed }
    if failure.place == block.typePlace {
      let found = value.other(Int(failure.node)).kind
      let isNumber = found == .number && block.kinds & 1 << JSONKind.number.rawValue != 0
      if isNumber { return block.integers == .written ? .notWrittenWhole : .notWhole }
      return .kind(expected: names(block), found: found)
    }
    let limit = schema.cursor(failure.place)
    var text: String { String(decoding: limit.sourceBytes, as: UTF8.self) }
    var size: Int { limit.int ?? .max }
    switch keyword {
    case .required, .dependentRequired, .dependencies: return .missing(name(ofSlot: Int(failure.detail)))
    case .const: return .notOneOf([SchemaViolation.short(text)], count: 1)
    case .enum:
      let allowed = limit.elements.prefix(8).map { String(decoding: $0.sourceBytes, as: UTF8.self) }
      return .notOneOf(allowed.map(SchemaViolation.short), count: limit.count)
    case .maximum: return .tooLarge(limit: text, isExclusive: isExclusive(failure, .exclusiveMaximum))
    case .minimum: return .tooSmall(limit: text, isExclusive: isExclusive(failure, .exclusiveMinimum))
    case .exclusiveMaximum: return .tooLarge(limit: text, isExclusive: true)
    case .exclusiveMinimum: return .tooSmall(limit: text, isExclusive: true)
    case .multipleOf: return .notMultiple(of: text)
    case .maxLength: return .tooLong(limit: size)
    case .minLength: return .tooShort(limit: size)
    case .maxItems: return .tooManyItems(limit: size)
    case .minItems: return .tooFewItems(limit: size)
    case .maxProperties: return .tooManyMembers(limit: size)
    case .minProperties: return .tooFewMembers(limit: size)
    case .pattern: return .pattern(limit.string ?? text)
    case .format:
      let name = limit.string ?? text
      return Format(name, in: FormatVocabulary(schema.dialect(of: failure.place))).map { .format(name, $0) } ?? .content
    case .uniqueItems: return .repeatedItem(index: Int(failure.detail))
    case .contains: return .contains(found: Int(failure.detail), atLeast: 1)
    case .minContains: return .contains(found: Int(failure.detail), atLeast: size)
    case .maxContains: return .containsTooMany(found: Int(failure.detail), atMost: size)
    case .anyOf, .oneOf: return alternatives(failure, number)
    case .not: return .negated
    case .ref, .dynamicRef, .recursiveRef: return .unresolved(SchemaViolation.short(limit.string ?? text))
    default: return .content
    }
  }

  /// Draft 4 has a keyword of its own for that, beside the limit.
  private func isExclusive(_ failure: Recorder.Failure, _ operation: Instruction.Operation) -> Bool {
    let block = block(of: failure)
    let instructions = schema.traced.program.instructions
    return instructions[Int(block.start)..<Int(block.start) + Int(block.numbers)].contains {
      $0.place == failure.place && $0.operation == operation
    }
  }

  private func name(ofSlot number: Int) -> String {
    let slot = schema.traced.program.slots[number]
    let bytes = schema.traced.program.texts[Int(slot.start)..<Int(slot.start) + Int(slot.length)]
    return String(decoding: bytes, as: UTF8.self)
  }

  private func alternatives(_ failure: Recorder.Failure, _ number: Int) -> SchemaViolation.Fact {
    if failure.detail > 0 { return .severalAlternatives(fitting: Int(failure.detail)) }
    let count = Explanation.outermost(recorder.failures, Int(failure.first), number).count
    return .noAlternative(count: count, expected: expectedKinds(number, failure.node).map(names) ?? [])
  }

  /// The kinds that alternatives, or a schema, want where the value's kind is what does not fit; nil where it fits one.
  func expectedKinds(_ number: Int, _ node: Int32, level: Int = 0) -> Block? {
    let failure = recorder.failures[number]
    guard failure.node == node, level < 2 * Explanation.deepest else { return nil }
    if failure.kind == .leaf {
      return keyword(failure) == .type ? block(of: failure) : listedKinds(failure)
    }
    var union = Block()
    (union.kinds, union.integers) = (0, .whole)
    for cause in Explanation.outermost(recorder.failures, Int(failure.first), number) {
      if failure.kind == .branch {
        // Of an alternative it is enough that one thing in it is about the kind.
        if let block = expectedKinds(cause, node, level: level + 1) { return block }
      } else {
        guard let block = expectedKinds(cause, node, level: level + 1) else { return nil }
        union.kinds |= block.kinds
        if block.kinds & 1 << JSONKind.number.rawValue != 0, block.integers == .any { union.integers = .any }
      }
    }
    return failure.kind == .branch || union.kinds == 0 ? nil : union
  }

  /// The kinds of the values that `const` or `enum` lists, where the value's is none of them.
  private func listedKinds(_ failure: Recorder.Failure) -> Block? {
    let listed = schema.cursor(failure.place)
    let values: [JSONCursor]
    switch keyword(failure) {
    case .const: values = [listed]
    case .enum where listed.count <= 100: values = Array(listed.elements)
    default: return nil
    }
    let kinds = values.map(\.kind)
    guard !kinds.isEmpty, !kinds.contains(value.other(Int(failure.node)).kind) else { return nil }
    var block = Block()
    (block.kinds, block.integers) = (0, .any)
    for kind in kinds { block.kinds |= 1 << kind.rawValue }
    return block
  }

  private func names(_ block: Block) -> [String] {
    let names: [(JSONKind, String)] = [
      (.array, "array"), (.bool, "boolean"), (.number, block.integers == .any ? "number" : "integer"),
      (.object, "object"), (.string, "string"), (.null, "null"),
    ]
    return names.filter { block.kinds & 1 << $0.0.rawValue != 0 }.map(\.1)
  }
}

extension SchemaViolation {
  /// A text, cut where it is long.
  static func short(_ text: String) -> String {
    text.utf8.count <= 80 ? text : String(text.unicodeScalars.prefix(60)) + "…"
  }
}
