/// A regular expression of a JSON Schema: ECMA-262 as with the flag `u` (edition 2025), looked for anywhere in a text.
///
/// Compiled once; threads may search at the same time. The commonest shapes are run directly (`^ctm_[a-z\d]{26}$`,
/// `^prefix`), nearly all others by PCRE2 after a translation that keeps ECMA-262's meaning: `\d`, `\w` and `\b` are
/// ASCII, `$` is the text's end, a reference to a group that took no part matches the empty text. The rest is run by an
/// interpreter of our own.
public struct ECMAPattern: Sendable {
  /// As it stands in the schema.
  public let source: String
  private let engine: Engine
  private let limits: PatternLimits

  private enum Engine: Sendable {
    case literal(LiteralPattern)
    case sequence(ByteSequence)
    case compiled(PCRE2Program)
    case interpreted(BacktrackingProgram)
  }

  /// Beyond the flag `u` takes what published schemas are full of and nothing can misread: escaped punctuation (`\-`,
  /// `\@`, `\_`), a bare `]`, `{` or `}`, and `-` beside a class escape (`[\w-.]`).
  public init(_ source: String, limits: PatternLimits = PatternLimits()) throws(PatternSyntaxError) {
    let (node, captures) = try PatternParser.parse(source, strictness: .lenient, limits: limits)
    (self.source, self.limits) = (source, limits)
    if let literal = LiteralPattern(node) {
      engine = .literal(literal)
    } else if let sequence = ByteSequence(node) {
      engine = .sequence(sequence)
    } else if let program = try ECMAPattern.compiled(node, limits: limits) {
      engine = .compiled(program)
    } else {
      engine = .interpreted(try BacktrackingCompiler.compile(node, captures: captures, limits: limits))
    }
  }

  /// Whether PCRE2 runs it.
  var isCompiled: Bool { if case .compiled = engine { true } else { false } }

  /// About what it takes of memory, in bytes. Compiled, a short pattern can be a thousand times as long.
  var size: Int {
    switch engine {
    case .literal, .sequence: source.utf8.count
    case .compiled(let program): program.size
    case .interpreted(let program): program.instructions.count * MemoryLayout<BacktrackingProgram.Instruction>.stride
    }
  }

  /// Nil where PCRE2 can't run it.
  private static func compiled(
    _ node: PatternNode, limits: PatternLimits
  ) throws(PatternSyntaxError) -> PCRE2Program? {
    do {
      return try PCRE2Program(try PatternWriter.write(node), limits: limits)
    } catch  where !error.isSyntax {
      return nil
    }
  }

  /// Why `text` is not a pattern exactly as with the flag `u`, which is what `format: regex` asks; nil where it is one.
  public static func problem(
    with text: String, limits: PatternLimits = PatternLimits()
  ) -> PatternSyntaxError? {
    do throws(PatternSyntaxError) {
      let (node, _) = try PatternParser.parse(text, strictness: .unicode, limits: limits)
      try PCRE2Program.checkProperties(in: node)
      return nil
    } catch {
      return error
    }
  }

  /// Looks for the pattern in UTF-8, in which surrogates may stand as three bytes each. Other bytes than UTF-8 are
  /// undefined behaviour: check before.
  public func search(_ text: UnsafeBufferPointer<UInt8>) -> PatternSearch {
    var steps = 0
    return search(text, steps: &steps)
  }

  /// Adds to `steps` what the search took (see `PatternLimits.maxSteps`), where that can be more than a pass over the text.
  func search(_ text: UnsafeBufferPointer<UInt8>, steps: inout Int) -> PatternSearch {
    switch engine {
    case .literal(let literal): literal.isIn(text) ? .found : .notFound
    case .sequence(let sequence): sequence.matches(text) ? .found : .notFound
    case .compiled(let program): program.search(text, steps: &steps)
    case .interpreted(let program): BacktrackingMatcher.search(text, for: program, limits: limits, steps: &steps)
    }
  }

  public func search(_ text: String) -> PatternSearch {
    var text = text
    return text.withUTF8 { search($0) }
  }
}
