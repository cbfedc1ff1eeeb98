/// `\p{…}`: POSIX's classes, which are ASCII's, Unicode's general categories, and a few of Java's own names. Blocks and
/// scripts are refused.
extension JavaPatternParser {
  /// What stands behind `\p` or `\P`.
  mutating func property(isNegated: Bool) throws(JavaPatternError) -> JavaPattern.Set {
    var name = String.UnicodeScalarView()
    if take("{") {
      while let scalar = current, scalar != "}" {
        name.append(scalar)
        position += 1
      }
      guard take("}") else { throw JavaPatternError("Unclosed character family") }
    } else if let scalar = current {
      name.append(scalar)
      position += 1
    }
    guard let set = set(named: String(name)) else {
      throw JavaPatternError(unsupported: "Characters of the property {\(String(name))}")
    }
    return isNegated ? .not(set) : set
  }

  private func set(named name: String) -> JavaPattern.Set? {
    if flags.ignoresCase, Self.casedNames.contains(name) {
      return .scalars { scalar in ["Lu", "Ll", "Lt"].contains { Self.isIn($0, scalar) } }
    }
    if let set = Self.ascii[flags.ignoresCase && ["Lower", "Upper"].contains(name) ? "Alpha" : name] { return set }
    if let binary = Self.binary[name] { return .scalars(binary) }
    return Self.category(name.hasPrefix("Is") ? String(name.dropFirst(2)) : name)
  }

  /// Names that tell cases apart, which `i` does not.
  private static let casedNames: Set<String> = [
    "Lu", "Ll", "Lt", "IsLu", "IsLl", "IsLt", "IsLowercase", "IsUppercase", "IsTitlecase",
    "javaLowerCase", "javaUpperCase", "javaTitleCase",
  ]

  private static let ascii: [String: JavaPattern.Set] = [
    "ASCII": .range(0...127), "Alpha": .any([.range(65...90), .range(97...122)]), "Lower": .range(97...122),
    "Upper": .range(65...90), "Digit": digit, "Alnum": .any([.range(65...90), .range(97...122), digit]),
    "Punct": .any([.range(33...47), .range(58...64), .range(91...96), .range(123...126)]),
    "Graph": .range(33...126), "Print": .range(32...126), "Blank": .any([.range(32...32), .range(9...9)]),
    "Cntrl": .any([.range(0...31), .range(127...127)]),
    "XDigit": .any([digit, .range(65...70), .range(97...102)]), "Space": space,
  ]

  private static let binary: [String: @Sendable (Unicode.Scalar) -> Bool] = [
    "IsAlphabetic": { $0.properties.isAlphabetic }, "IsIdeographic": { $0.properties.isIdeographic },
    "IsUppercase": { $0.properties.isUppercase }, "IsLowercase": { $0.properties.isLowercase },
    "IsWhite_Space": { $0.properties.isWhitespace }, "IsLetter": { isIn("L", $0) }, "IsDigit": { isIn("Nd", $0) },
    "IsPunctuation": { isIn("P", $0) }, "javaLowerCase": { $0.properties.isLowercase },
    "javaUpperCase": { $0.properties.isUppercase }, "javaAlphabetic": { $0.properties.isAlphabetic },
    "javaLetter": { isIn("L", $0) }, "javaDigit": { isIn("Nd", $0) },
    "javaLetterOrDigit": { isIn("L", $0) || isIn("Nd", $0) },
  ]

  /// `L` for all letters, `Lu` for the capital ones. Nil for what is no category.
  private static func category(_ name: String) -> JavaPattern.Set? {
    let isKnown = categories.values.contains(name) || categories.values.contains { $0.prefix(1) == name }
    return isKnown ? .scalars { isIn(name, $0) } : nil
  }

  static func isIn(_ name: String, _ scalar: Unicode.Scalar) -> Bool {
    categories[scalar.properties.generalCategory]?.hasPrefix(name) ?? false
  }

  private static let categories: [Unicode.GeneralCategory: String] = [
    .uppercaseLetter: "Lu", .lowercaseLetter: "Ll", .titlecaseLetter: "Lt", .modifierLetter: "Lm", .otherLetter: "Lo",
    .nonspacingMark: "Mn", .spacingMark: "Mc", .enclosingMark: "Me", .decimalNumber: "Nd", .letterNumber: "Nl",
    .otherNumber: "No", .connectorPunctuation: "Pc", .dashPunctuation: "Pd", .openPunctuation: "Ps",
    .closePunctuation: "Pe", .initialPunctuation: "Pi", .finalPunctuation: "Pf", .otherPunctuation: "Po",
    .mathSymbol: "Sm", .currencySymbol: "Sc", .modifierSymbol: "Sk", .otherSymbol: "So", .spaceSeparator: "Zs",
    .lineSeparator: "Zl", .paragraphSeparator: "Zp", .control: "Cc", .format: "Cf", .surrogate: "Cs",
    .privateUse: "Co", .unassigned: "Cn",
  ]
}
