import TestSupport
import Testing

@testable import SchemaValidation

/// The interpreter follows ECMA-262's algorithm step by step; whatever PCRE2 or a shortcut runs must agree with it.
struct PatternEnginesTests {
  @Test(.timeLimit(.minutes(2)), arguments: (1...4).map { UInt64($0) })
  func `PCRE2 and the shortcuts agree with the interpreter on random patterns`(seed: UInt64) throws {
    var random = RandomPattern(seed: seed)
    var found = 0, compiled = 0
    for _ in 0..<1_500 {
      let source = random.pattern()
      let (node, captures) = try PatternParser.parse(source, strictness: .unicode)
      let limits = PatternLimits()
      let interpreted = try BacktrackingCompiler.compile(node, captures: captures, limits: limits)
      let pattern = try ECMAPattern(source)
      if pattern.isCompiled { compiled += 1 }
      for _ in 0..<4 {
        var text = random.text()
        var steps = 0
        let expected = text.withUTF8 {
          BacktrackingMatcher.search($0, for: interpreted, limits: limits, steps: &steps)
        }
        let result = pattern.search(text)
        // An interpreter that leaves out empty rounds may be done where PCRE2 is not.
        if result == .exceededLimit { continue }
        #expect(result == expected, "\(source) in \(text.debugDescription)")
        if expected == .found { found += 1 }
      }
    }
    #expect(found > 1_000)
    #expect(compiled > 500)
  }
}

/// Patterns with the flag `u`, most of them small, and texts that they may be in.
private struct RandomPattern {
  private var random: SeededGenerator
  private var groups = 0

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  private mutating func pick(_ choices: [String]) -> String { choices.randomElement(using: &random) ?? "" }
  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  mutating func text() -> String {
    (0..<Int.random(in: 0...7, using: &random)).map { _ in
      pick(["a", "a", "b", "b", "c", "1", "é", "😀", "-", "_", " ", "\n", "\u{2028}", "A", "\u{A0}"])
    }.joined()
  }

  mutating func pattern() -> String {
    groups = 0
    let body = disjunction(depth: 3)
    return (chance(30) ? "^" : "") + body + (chance(30) ? "$" : "")
  }

  private mutating func disjunction(depth: Int) -> String {
    let count = chance(60) ? 1 : Int.random(in: 2...3, using: &random)
    return (0..<count).map { _ in alternative(depth: depth) }.joined(separator: "|")
  }

  private mutating func alternative(depth: Int) -> String {
    (0..<Int.random(in: 0...3, using: &random)).map { _ in term(depth: depth) }.joined()
  }

  private mutating func term(depth: Int) -> String {
    if chance(8) { return pick(["^", "$", "\\b", "\\B"]) }
    if depth > 0, chance(9) { return pick(["(?=", "(?!", "(?<=", "(?<!"]) + disjunction(depth: depth - 1) + ")" }
    let atom = atom(depth: depth)
    guard chance(40) else { return atom }
    return atom + pick(["*", "+", "?", "{2}", "{1,2}", "{0,3}", "{2,}", "{0}"]) + (chance(25) ? "?" : "")
  }

  private mutating func atom(depth: Int) -> String {
    if chance(45) { return pick(["a", "a", "b", "c", "1", "é", "😀", "-"]) }
    if chance(25) {
      let items = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        pick([
          "a", "b-z", "0-9", "é", "\\u{1F600}-\\u{1F610}", "\\d", "\\D", "\\s", "\\S", "\\w", "\\W", "\\p{L}", "\\P{L}",
          "\\p{Nd}", "\\p{ASCII}", "\\P{ASCII}", "a",
        ])
      }
      return "[" + (chance(30) ? "^" : "") + items.joined() + "]"
    }
    if chance(30) {
      return pick([".", "\\d", "\\D", "\\s", "\\S", "\\w", "\\W", "\\p{L}", "\\P{Lu}", "\\uD83D\\uDE00"])
    }
    if groups > 0, chance(40) { return "\\\(Int.random(in: 1...groups, using: &random))(?:)" }
    guard depth > 0 else { return "a" }
    guard chance(60) else { return "(?:" + disjunction(depth: depth - 1) + ")" }
    groups += 1
    return "(" + disjunction(depth: depth - 1) + ")"
  }
}
