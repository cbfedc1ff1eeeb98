import JSONModel

/// Checks of a value by itself.
extension SchemaCompiler {
  mutating func setKinds(_ keywords: SchemaKeywords, _ block: inout Block) throws(SchemaProblem) {
    guard let type = keywords[.type] else { return }
    block.typePlace = place(.type, of: keywords)
    block.kinds = 0
    let names: [JSONCursor] = type.kind == .array ? Array(type.elements) : [type]
    if names.isEmpty { throw keywords.bad(.type, "the name of a type, or an array of them") }
    if try keywords.bool(.nullable) == true { block.kinds |= 1 << JSONKind.null.rawValue }
    var hasInteger = false, hasNumber = false
    for name in names {
      switch name.string {
      case "null": block.kinds |= 1 << JSONKind.null.rawValue
      case "boolean": block.kinds |= 1 << JSONKind.bool.rawValue
      case "number": hasNumber = true
      case "integer": hasInteger = true
      case "string": block.kinds |= 1 << JSONKind.string.rawValue
      case "array": block.kinds |= 1 << JSONKind.array.rawValue
      case "object": block.kinds |= 1 << JSONKind.object.rawValue
      default:
        throw SchemaProblem(
          .badKeyword("type", expected: "one or more of array, boolean, integer, null, number, object, string"),
          at: name.place)
      }
    }
    if hasNumber || hasInteger { block.kinds |= 1 << JSONKind.number.rawValue }
    if hasInteger, !hasNumber { block.integers = keywords.dialect.zeroFractionsAreIntegers ? .whole : .written }
  }

  mutating func numberChecks(_ keywords: SchemaKeywords) throws(SchemaProblem) -> [Instruction] {
    var checks: [Instruction] = []
    let isOld = keywords.dialect.draft <= .openAPI30
    for (keyword, exclusive, plain, strict) in [
      (
        Keyword.maximum, Keyword.exclusiveMaximum, Instruction.Operation.maximum, Instruction.Operation.exclusiveMaximum
      ),
      (.minimum, .exclusiveMinimum, .minimum, .exclusiveMinimum),
    ] {
      let isStrict = isOld ? try keywords.bool(exclusive) == true : false
      if let check = try numberCheck(keywords, keyword, isStrict ? strict : plain) { checks.append(check) }
      if !isOld, let check = try numberCheck(keywords, exclusive, strict) { checks.append(check) }
    }
    if let check = try numberCheck(keywords, .multipleOf, .multipleOf) {
      let divisor = program.numbers[Int(check.a)]
      if divisor.isZero || divisor.isNegative { throw keywords.bad(.multipleOf, "a number above 0") }
      checks.append(check)
    }
    if let format = try formatCheck(keywords, ofNumbers: true) { checks.append(format) }
    return checks
  }

  private mutating func numberCheck(
    _ keywords: SchemaKeywords, _ keyword: Keyword, _ operation: Instruction.Operation
  ) throws(SchemaProblem) -> Instruction? {
    guard let value = keywords[keyword] else { return nil }
    guard value.kind == .number else { throw keywords.bad(keyword, "a number") }
    program.numbers.append(value.sourceBytes.withUnsafeBufferPointer { ExactNumber($0) })
    return Instruction(
      operation: operation, a: UInt32(program.numbers.count - 1), place: place(keyword, of: keywords))
  }

  mutating func stringChecks(_ keywords: SchemaKeywords) throws(SchemaProblem) -> [Instruction] {
    var checks: [Instruction] = []
    for (keyword, operation) in [(Keyword.minLength, Instruction.Operation.minLength), (.maxLength, .maxLength)] {
      if let check = try sizeCheck(keywords, keyword, operation) { checks.append(check) }
    }
    if let text = try keywords.text(.pattern), let value = keywords[.pattern] {
      let pattern = try pattern(text, at: value, of: value)
      checks.append(Instruction(operation: .pattern, a: pattern, place: place(.pattern, of: keywords)))
    }
    if let format = try formatCheck(keywords, ofNumbers: false) { checks.append(format) }
    return checks + (try contentChecks(keywords))
  }

  mutating func sizeCheck(
    _ keywords: SchemaKeywords, _ keyword: Keyword, _ operation: Instruction.Operation
  ) throws(SchemaProblem) -> Instruction? {
    guard let size = try keywords.size(keyword) else { return nil }
    return Instruction(operation: operation, a: size, place: place(keyword, of: keywords))
  }

  /// `value` holds the pattern: a keyword's value, or a name, which has the pointer of what it names.
  mutating func pattern(
    _ text: String, at value: JSONCursor, of named: JSONCursor
  ) throws(SchemaProblem) -> UInt32 {
    let key = JSONString(text)
    if let number = patternNumbers[key] { return number }
    do throws(PatternSyntaxError) {
      let pattern = try ECMAPattern(text)
      patternBytes += pattern.size
      program.patterns.append(pattern)
    } catch {
      let place = SourcePlace(
        value.source, value.position(inText: error.offset), pointer: named.pointer)
      throw SchemaProblem(.badPattern(error.reason, offset: error.offset), at: place)
    }
    guard patternBytes <= options.maxPatternBytes else {
      throw SchemaProblem(.largePatterns(limit: options.maxPatternBytes), at: value.place)
    }
    let number = UInt32(program.patterns.count - 1)
    patternNumbers[key] = number
    return number
  }

  mutating func choiceChecks(_ keywords: SchemaKeywords) throws(SchemaProblem) -> [Instruction] {
    var checks: [Instruction] = []
    if let value = keywords[.enum] {
      guard value.kind == .array else { throw keywords.bad(.enum, "an array") }
      checks.append(choice(Array(value.elements), .enum, keywords))
    }
    if let value = keywords[.const] { checks.append(choice([value], .const, keywords)) }
    return checks
  }

  private mutating func choice(
    _ values: [JSONCursor], _ keyword: Keyword, _ keywords: SchemaKeywords
  ) -> Instruction {
    var rule = ChoiceRule(count: values.count)
    var texts = KeyTableBuilder(), numbers = KeyTableBuilder(), composites = KeyTableBuilder()
    for (number, value) in values.enumerated() {
      rule.kinds |= 1 << value.kind.rawValue
      let bytes = CanonicalJSON.bytes(of: value)
      switch value.kind {
      case .null: rule.literals |= 1
      case .bool: rule.literals |= value.bool == true ? 4 : 2
      case .string: texts.update(bytes) { $0.value = Int32(number) }
      case .number: numbers.update(bytes) { $0.value = Int32(number) }
      case .array, .object: composites.update(bytes) { $0.value = Int32(number) }
      }
    }
    if !texts.isEmpty { rule.texts = program.add(texts) }
    if !numbers.isEmpty { rule.numbers = program.add(numbers) }
    if !composites.isEmpty { rule.composites = program.add(composites) }
    program.choices.append(rule)
    return Instruction(
      operation: .choice, a: UInt32(program.choices.count - 1), place: place(keyword, of: keywords))
  }
}
