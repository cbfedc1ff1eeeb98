import JSONModel

/// Checks of arrays and objects.
extension SchemaCompiler {
  mutating func arrayChecks(_ keywords: SchemaKeywords) throws(SchemaProblem) -> [Instruction] {
    var checks: [Instruction] = []
    for (keyword, operation) in [(Keyword.minItems, Instruction.Operation.minItems), (.maxItems, .maxItems)] {
      if let check = try sizeCheck(keywords, keyword, operation) { checks.append(check) }
    }
    if try keywords.bool(.uniqueItems) == true {
      checks.append(Instruction(operation: .uniqueItems, place: place(.uniqueItems, of: keywords)))
    }
    checks += try itemChecks(keywords)
    if let contains = try containsCheck(keywords) { checks.append(contains) }
    return checks
  }

  private mutating func itemChecks(_ keywords: SchemaKeywords) throws(SchemaProblem) -> [Instruction] {
    let prefix: Keyword = keywords.dialect.draft == .year2020 ? .prefixItems : .items
    let isTuple = keywords[prefix]?.kind == .array && keywords.dialect.draft != .openAPI30
    let rest: Keyword = isTuple && prefix == .items ? .additionalItems : .items
    var checks: [Instruction] = []
    var count: UInt32 = 0
    if isTuple || prefix == .prefixItems, let list = try blocks(prefix, of: keywords) {
      count = list.to - list.from
      checks.append(
        Instruction(operation: .prefixItems, a: list.from, b: list.to, place: place(prefix, of: keywords)))
    }
    if let value = keywords[rest] {
      let block = try block(value, in: rest, of: keywords)
      checks.append(Instruction(operation: .items, a: block, b: count, place: place(rest, of: keywords)))
    }
    return checks
  }

  private mutating func containsCheck(_ keywords: SchemaKeywords) throws(SchemaProblem) -> Instruction? {
    guard let value = keywords[.contains] else { return nil }
    let place = place(.contains, of: keywords)
    var rule = ContainsRule(
      block: try block(value, in: .contains, of: keywords), marks: keywords.dialect.draft == .year2020,
      minimumPlace: place, maximumPlace: place)
    if let minimum = try keywords.size(.minContains) {
      rule.minimum = Int(minimum)
      rule.minimumPlace = self.place(.minContains, of: keywords)
    }
    if let maximum = try keywords.size(.maxContains) {
      rule.maximum = Int(maximum)
      rule.maximumPlace = self.place(.maxContains, of: keywords)
    }
    program.contains.append(rule)
    return Instruction(operation: .contains, a: UInt32(program.contains.count - 1), place: place)
  }

  mutating func objectChecks(_ keywords: SchemaKeywords) throws(SchemaProblem) -> [Instruction] {
    var checks: [Instruction] = []
    for (keyword, operation) in [
      (Keyword.minProperties, Instruction.Operation.minProperties), (.maxProperties, .maxProperties),
    ] {
      if let check = try sizeCheck(keywords, keyword, operation) { checks.append(check) }
    }
    if let check = try membersCheck(keywords) { checks.append(check) }
    return checks + (try dependencyChecks(keywords))
  }

  private mutating func membersCheck(_ keywords: SchemaKeywords) throws(SchemaProblem) -> Instruction? {
    var rule = MembersRule()
    var names = KeyTableBuilder()
    if let properties = try keywords.object(.properties) {
      rule.hasProperties = true
      rule.propertiesPlace = place(.properties, of: keywords)
      rule.namesProperties = keywords[.properties]?.count ?? 0 > 0
      for property in properties {
        let block = try block(property.value, in: .properties, of: keywords)
        names.update(property.key.codeUnits) { $0.value = Int32(block) }
      }
    }
    if let required = keywords[.required] {
      rule.requiredPlace = place(.required, of: keywords)
      let wanted = try keywords.names(required, of: .required), other = namesOfOtherDirection(wanted, keywords)
      for name in wanted where !other.contains(name) {
        names.update(name) { entry in
          if entry.required >= 0 { return }
          entry.required = Int32(rule.required)
          rule.required += 1
        }
      }
    }
    if !names.isEmpty { rule.names = program.add(names) }
    try addPatterns(keywords, &rule)
    if let value = keywords[.additionalProperties] {
      rule.additionalPlace = place(.additionalProperties, of: keywords)
      rule.additional = Int(try block(value, in: .additionalProperties, of: keywords))
    }
    if let value = keywords[.propertyNames] {
      rule.namesPlace = place(.propertyNames, of: keywords)
      rule.propertyNames = Int(try block(value, in: .propertyNames, of: keywords))
    }
    let isEmpty =
      names.isEmpty && rule.patternStart == rule.patternEnd && rule.additional < 0 && rule.propertyNames < 0
    if isEmpty { return nil }
    program.members.append(rule)
    return Instruction(operation: .members, a: UInt32(program.members.count - 1), place: 0)
  }

  private mutating func addPatterns(
    _ keywords: SchemaKeywords, _ rule: inout MembersRule
  ) throws(SchemaProblem) {
    guard let patterns = try keywords.object(.patternProperties) else { return }
    rule.patternsPlace = place(.patternProperties, of: keywords)
    rule.patternStart = program.patternProperties.count
    for member in patterns {
      let pattern = try pattern(member.key.text, at: member.name, of: member.value)
      let block = try block(member.value, in: .patternProperties, of: keywords)
      program.patternProperties.append(MemberPattern(pattern: Int(pattern), block: block))
    }
    rule.patternEnd = program.patternProperties.count
  }

  private mutating func dependencyChecks(_ keywords: SchemaKeywords) throws(SchemaProblem) -> [Instruction] {
    var checks: [Instruction] = []
    for keyword in [Keyword.dependentRequired, .dependentSchemas, .dependencies] {
      guard let members = try keywords.object(keyword) else { continue }
      let first = program.dependencies.count
      for member in members {
        var trigger = KeyTableBuilder()
        trigger.update(member.key.codeUnits) { _ in }
        var rule = DependencyRule(trigger: program.add(trigger))
        if member.value.kind == .array, keyword != .dependentSchemas {
          var names = KeyTableBuilder()
          for name in try keywords.names(member.value, of: keyword) {
            names.update(name) { _ in }
          }
          rule.required = program.add(numbered: names)
        } else if keyword == .dependentRequired {
          throw keywords.bad(keyword, "an object of arrays of strings")
        } else {
          rule.block = Int(try block(member.value, in: keyword, of: keywords))
        }
        program.dependencies.append(rule)
      }
      guard program.dependencies.count > first else { continue }
      checks.append(
        Instruction(
          operation: .dependencies, a: UInt32(first), b: UInt32(program.dependencies.count),
          place: place(keyword, of: keywords)))
    }
    return checks
  }

  mutating func unevaluatedChecks(_ keywords: SchemaKeywords) throws(SchemaProblem) -> [Instruction] {
    var checks: [Instruction] = []
    for (keyword, operation) in [
      (Keyword.unevaluatedItems, Instruction.Operation.unevaluatedItems),
      (.unevaluatedProperties, .unevaluatedProperties),
    ] {
      guard let value = keywords[keyword] else { continue }
      let block = try block(value, in: keyword, of: keywords)
      checks.append(Instruction(operation: operation, a: block, place: place(keyword, of: keywords)))
    }
    return checks
  }
}
