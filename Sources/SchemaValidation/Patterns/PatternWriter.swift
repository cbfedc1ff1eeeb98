/// Writes a parsed pattern in PCRE2's syntax, with ECMA-262's meaning.
struct PatternWriter {
  /// A pattern for PCRE2 (UTF mode, no `UCP`).
  struct Output {
    var text: [UInt8] = []
    /// Where in `text` something begins that PCRE2 may not know, and where that is in the source.
    var marks: [(offset: Int, source: Int)] = []
    /// Whether `text` calls out after each choice so that steps can be counted.
    var countsSteps = false
  }

  private var output = Output()
  private let references: PatternReferences

  static func write(_ node: PatternNode) throws(PatternSyntaxError) -> Output {
    let references = PatternReferences(node)
    try references.checkExactness()
    var writer = PatternWriter(references: references)
    writer.output.countsSteps = !PatternCost(ofSearching: node).isSmall
    writer.callOut()
    try writer.write(node)
    return writer.output
  }

  private init(references: PatternReferences) { self.references = references }

  /// A group that no reference leads to captures nothing.
  private mutating func openGroup(_ index: Int?) { add(index.flatMap { references.numbers[$0] } == nil ? "(?:" : "(") }

  private mutating func add(_ text: String) { output.text += text.utf8 }

  private mutating func callOut() { if output.countsSteps { add("(?C1)") } }

  private mutating func write(_ node: PatternNode) throws(PatternSyntaxError) {
    switch node {
    case .character(let value): character(value)
    case .any: add("[^\\n\\r\\x{2028}\\x{2029}]")
    case .set(let set): self.set(set)
    case .start: add("\\A")
    case .end: add("\\z")
    case .wordBoundary(let negated): add(negated ? "\\B" : "\\b")
    case .group(let body, let index):
      openGroup(index)
      try write(body)
      add(")")
    case .look(let body, let behind, let negated, let offset):
      if behind { try checkLookbehind(body, at: offset) }
      add(behind ? (negated ? "(?<!" : "(?<=") : (negated ? "(?!" : "(?="))
      try write(body)
      add(")")
    case .backreference(_, let offset):
      add("(?:")
      for number in (references.live[offset] ?? []).compactMap({ references.numbers[$0] }) { add("\\g{\(number)}") }
      add(")")
      callOut()
    case .sequence(let parts):
      for (index, part) in parts.enumerated() {
        try write(part)
        if index % 32 == 31 { callOut() }
      }
    case .alternatives(let parts):
      add("(?:")
      for (index, part) in parts.enumerated() {
        if index > 0 { add("|") }
        if index % 16 == 15 { callOut() }
        try write(part)
      }
      add(")")
      callOut()
    case .repeated(let body, let min, let max, let lazy, let offset):
      guard Swift.max(min, max ?? 0) <= 65_535 else {
        throw PatternSyntaxError("PCRE2 counts to 65,535", at: offset, isSyntax: false)
      }
      if case .group(let inner, let index) = body {
        openGroup(index)
        try write(inner)
        callOut()
        add(")")
      } else {
        try write(body)
      }
      quantifier(min, max)
      if lazy { add("?") }
      if min != max || min > 16 { callOut() }
    }
  }

  /// A top-level alternation of a lookbehind must stay one, so that each may have a length of its own.
  private func checkLookbehind(_ body: PatternNode, at offset: Int) throws(PatternSyntaxError) {
    guard body.fixedLength == nil else { return }
    throw PatternSyntaxError("a lookbehind of varying length is not supported", at: offset, isSyntax: false)
  }

  private mutating func quantifier(_ min: Int, _ max: Int?) {
    switch (min, max) {
    case (0, nil): add("*")
    case (1, nil): add("+")
    case (0, 1): add("?")
    case (_, nil): add("{\(min),}")
    case (_, let max?): add(min == max ? "{\(min)}" : "{\(min),\(max)}")
    }
  }

  private mutating func character(_ value: UInt32) {
    switch UInt8(exactly: value) {
    case let byte? where (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte):
      output.text.append(byte)
    case let byte? where (33..<127).contains(byte): output.text += [92, byte]
    default: add("\\x{\(String(value, radix: 16))}")
    }
  }

  private mutating func set(_ set: PatternSet) {
    if set.items.isEmpty {
      add(set.negated ? "\\p{Any}" : "(?!)")
      return
    }
    add(set.negated ? "[^" : "[")
    for item in set.items {
      switch item {
      case .range(let first, let last):
        character(first)
        if last > first {
          add("-")
          character(last)
        }
      case .digit(let negated): add(negated ? PatternWriter.notDigit : "\\d")
      case .word(let negated): add(negated ? PatternWriter.notWord : "\\w")
      case .space(let negated): add(negated ? PatternWriter.notSpace : PatternWriter.space)
      case .property(let property, let negated, let offset):
        output.marks.append((output.text.count, offset))
        self.property(property, negated)
      }
    }
    add("]")
  }

  private mutating func property(_ property: PatternProperty, _ negated: Bool) {
    switch property {
    case .named(let name): add("\\\(negated ? "P" : "p"){\(name)}")
    case .any: add("\\\(negated ? "P" : "p"){Any}")
    case .assigned: add("\\\(negated ? "p" : "P"){Cn}")
    case .ascii: add(negated ? "\\x{80}-\\x{10ffff}" : "\\x{0}-\\x{7f}")
    }
  }

  // PCRE2 10.42 forgets a `\D` or `\W` in a negated class that holds a property as well.
  private static let notDigit = "\\x{0}-\\x{2f}\\x{3a}-\\x{10ffff}"
  private static let notWord = "\\x{0}-\\x{2f}\\x{3a}-\\x{40}\\x{5b}-\\x{5e}\\x{60}\\x{7b}-\\x{10ffff}"

  /// WhiteSpace and LineTerminator of ECMA-262, sections 12.2 and 12.3.
  private static let space =
    "\\t-\\r\\x{20}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}"
  private static let notSpace =
    "\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}"
    + "\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}"
}
