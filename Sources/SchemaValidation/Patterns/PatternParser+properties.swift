extension PatternParser {
  /// After `\p`: `{Name}` or `{Name=Value}` as in ECMA-262's tables 66 to 70; whether a script exists PCRE2 knows.
  mutating func property(from start: Int) throws(Failure) -> PatternProperty {
    guard take("{") else { throw failure("`\\p` needs a property in braces, as in `\\p{Letter}`", at: start) }
    let name = word()
    var value: String?
    if take("=") { value = word() }
    guard take("}") else { throw failure("the property is not closed by `}`", at: start) }
    guard let value else {
      if let category = PatternParser.categories[name] { return .named(category) }
      switch name {
      case "Any": return .any
      case "ASCII": return .ascii
      case "Assigned": return .assigned
      default: break
      }
      if PatternParser.binaryProperties.contains(name) { return .named(name) }
      throw failure("there is no Unicode property \"\(name)\"", at: start)
    }
    switch name {
    case "General_Category", "gc":
      if let category = PatternParser.categories[value] { return .named(category) }
    case "Script", "sc": if isScript(value) { return .named("script:" + value) }
    case "Script_Extensions", "scx": if isScript(value) { return .named("scx:" + value) }
    default: throw failure("there is no Unicode property \"\(name)\" that has values", at: start)
    }
    throw failure("the Unicode property \(name) has no value \"\(value)\"", at: start)
  }

  /// ECMA-262 takes a script's name as Unicode spells it, PCRE2 in any spelling.
  private func isScript(_ name: String) -> Bool {
    name.unicodeScalars.first.map { ("A"..."Z").contains($0) } ?? false
      && !name.dropFirst().contains { $0.isUppercase && name.count == 4 }
  }

  private mutating func word() -> String {
    var word = String.UnicodeScalarView()
    while let scalar = peek, scalar.isASCII, scalar.properties.isAlphabetic || scalar == "_" || ("0"..."9") ~= scalar {
      word.append(scalar)
      index += 1
    }
    return String(word)
  }

  /// Names of general categories, and what PCRE2 calls each.
  private static let categories: [String: String] = {
    let names = """
      L& LC Cased_Letter|Pe Close_Punctuation|Pc Connector_Punctuation|Cc Control cntrl|Sc Currency_Symbol
      Pd Dash_Punctuation|Nd Decimal_Number digit|Me Enclosing_Mark|Pf Final_Punctuation|Cf Format
      Pi Initial_Punctuation|L Letter|Nl Letter_Number|Zl Line_Separator|Ll Lowercase_Letter|M Mark Combining_Mark
      Sm Math_Symbol|Lm Modifier_Letter|Sk Modifier_Symbol|Mn Nonspacing_Mark|N Number|Ps Open_Punctuation|C Other
      Lo Other_Letter|No Other_Number|Po Other_Punctuation|So Other_Symbol|Zp Paragraph_Separator|Co Private_Use
      P Punctuation punct|Z Separator|Zs Space_Separator|Mc Spacing_Mark|Cs Surrogate|S Symbol|Lt Titlecase_Letter
      Cn Unassigned|Lu Uppercase_Letter
      """
    var categories: [String: String] = [:]
    for line in names.split(whereSeparator: { $0 == "\n" || $0 == "|" }) {
      let words = line.split(separator: " ").map(String.init)
      for word in words where word != "L&" { categories[word] = words[0] }
    }
    return categories
  }()

  private static let binaryProperties = Set(
    """
    ASCII_Hex_Digit AHex Alphabetic Alpha Bidi_Control Bidi_C Bidi_Mirrored Bidi_M Case_Ignorable CI Cased
    Changes_When_Casefolded CWCF Changes_When_Casemapped CWCM Changes_When_Lowercased CWL
    Changes_When_NFKC_Casefolded CWKCF Changes_When_Titlecased CWT Changes_When_Uppercased CWU Dash
    Default_Ignorable_Code_Point DI Deprecated Dep Diacritic Dia Emoji Emoji_Component EComp Emoji_Modifier EMod
    Emoji_Modifier_Base EBase Emoji_Presentation EPres Extended_Pictographic ExtPict Extender Ext Grapheme_Base Gr_Base
    Grapheme_Extend Gr_Ext Hex_Digit Hex IDS_Binary_Operator IDSB IDS_Trinary_Operator IDST ID_Continue IDC ID_Start IDS
    Ideographic Ideo Join_Control Join_C Logical_Order_Exception LOE Lowercase Lower Math Noncharacter_Code_Point NChar
    Pattern_Syntax Pat_Syn Pattern_White_Space Pat_WS Quotation_Mark QMark Radical Regional_Indicator RI
    Sentence_Terminal STerm Soft_Dotted SD Terminal_Punctuation Term Unified_Ideograph UIdeo Uppercase Upper
    Variation_Selector VS White_Space space XID_Continue XIDC XID_Start XIDS
    """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))
}
