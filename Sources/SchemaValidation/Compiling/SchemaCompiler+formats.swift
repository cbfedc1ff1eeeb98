import JSONModel

extension SchemaCompiler {
  mutating func formatCheck(
    _ keywords: SchemaKeywords, ofNumbers: Bool
  ) throws(SchemaProblem) -> Instruction? {
    guard let name = try keywords.text(.format) else { return nil }
    let format = Format(name, in: FormatVocabulary(keywords.dialect))
    let isNoted = options.formats == .noted
    guard let format, isNoted || checksFormats(keywords.dialect), format.isForNumbers == ofNumbers, format != .anything
    else { return nil }
    program.formats.append(format)
    return Instruction(
      operation: ofNumbers ? .numberFormat : .format, isAnnotation: isNoted, a: UInt32(program.formats.count - 1),
      place: place(.format, of: keywords))
  }

  private func checksFormats(_ dialect: SchemaDialect) -> Bool {
    switch options.formats {
    case .asDialectSays: dialect.vocabularies.contains(.formatAssertion)
    case .checked: true
    case .annotated, .noted: false
    }
  }

  mutating func contentChecks(_ keywords: SchemaKeywords) throws(SchemaProblem) -> [Instruction] {
    guard options.checksContent || options.formats == .noted else { return [] }
    var checks: [Instruction] = []
    var rule = ContentRule()
    if let encoding = try keywords.text(.contentEncoding), encoding.lowercased() == "base64" {
      rule.isBase64 = true
      checks.append(check(rule, .contentEncoding, keywords))
    }
    if let type = try keywords.text(.contentMediaType), ContentRule.isJSON(type) {
      rule.isJSON = true
      checks.append(check(rule, .contentMediaType, keywords))
    }
    return checks
  }

  private mutating func check(_ rule: ContentRule, _ keyword: Keyword, _ keywords: SchemaKeywords) -> Instruction {
    program.contents.append(rule)
    return Instruction(
      operation: .content, isAnnotation: !options.checksContent, a: UInt32(program.contents.count - 1),
      place: place(keyword, of: keywords))
  }
}

extension FormatVocabulary {
  init(_ dialect: SchemaDialect) {
    switch dialect.draft {
    case .four: self = .draft4
    case .openAPI30: self = .openAPI30
    case .six: self = .draft6
    case .seven: self = .draft7
    case .year2019: self = .draft201909
    case .year2020: self = dialect.vocabularies.contains(.openAPI) ? .openAPI31 : .draft202012
    }
  }
}
