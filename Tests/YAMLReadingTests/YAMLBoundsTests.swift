import JSONModel
import TestSupport
import Testing
import YAMLReading

@Suite(.timeLimit(.minutes(2))) struct YAMLBoundsTests {
  private static func error(_ yaml: String, _ change: (inout YAMLLimits) -> Void = { _ in }) -> YAMLError? {
    var options = YAMLOptions()
    change(&options.limits)
    do throws(YAMLError) {
      _ = try YAMLDocument(parsing: yaml, options: options)
      return nil
    } catch {
      return error
    }
  }

  @Test func `aliases that expand to billions are an error at once, where they exceed the limit`() {
    var lines = ["a0: &a0 [x,x,x,x,x,x,x,x,x,x]"]
    for level in 1...12 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",")
      lines.append("a\(level): &a\(level) [\(aliases)]")
    }
    let error = Self.error(lines.joined(separator: "\n"))
    #expect(error?.kind == .tooManyValues(limit: 4_000_000))
    #expect(error?.place.position?.line == 7)
  }

  @Test func `a long text that many aliases repeat is bounded by bytes`() {
    let text = String(repeating: "x", count: 1 << 20)
    let aliases = Array(repeating: "*a", count: 500).joined(separator: ", ")
    #expect(Self.error("- &a \(text)\n- [\(aliases)]\n")?.kind == .expandsTooFar(limit: 400 << 20))
  }

  @Test func `objects that many merge keys repeat are bounded`() {
    let members = (0..<2_000).map { "k\($0): 0" }.joined(separator: ", ")
    let merges = Array(repeating: "- {<<: *a}", count: 2_500).joined(separator: "\n")
    #expect(Self.error("- &a {\(members)}\n\(merges)\n")?.kind == .tooManyValues(limit: 4_000_000))
    // Also where nobody keeps what they add up to.
    let nested = Array(repeating: "{<<: *a}", count: 2_500).joined(separator: ", ")
    #expect(Self.error("- &a {\(members)}\n- {<<: [\(nested)]}\n")?.kind == .tooManyValues(limit: 4_000_000))
    // And where each object gets the same members again and again.
    let few = (0..<10).map { "k\($0): 0" }.joined(separator: ", ")
    let same = Array(repeating: "*a", count: 400).joined(separator: ", ")
    func repeated(_ count: Int) -> String {
      "- &a {\(few)}\n" + Array(repeating: "- {<<: [\(same)]}\n", count: count).joined()
    }
    #expect(Self.error(repeated(2)) { $0.values = 10_000 } == nil)
    #expect(Self.error(repeated(3)) { $0.values = 10_000 }?.kind == .tooManyValues(limit: 10_000))
  }

  @Test func `objects without members that many merge keys go through are bounded`() {
    let empty = Array(repeating: "{}", count: 4_000).joined(separator: ",")
    func merged(_ count: Int) -> String { "- &a [\(empty)]\n" + String(repeating: "- {<<: *a}\n", count: count) }
    #expect(Self.error(merged(2)) { $0.values = 10_000 } == nil)
    #expect(Self.error(merged(3)) { $0.values = 10_000 }?.kind == .tooManyValues(limit: 10_000))
  }

  @Test func `depth counts what aliases repeat`() {
    let yaml = "- &a [[[[1]]]]\n- [[*a]]\n"
    #expect(Self.error(yaml) { $0.depth = 7 } == nil)
    let error = Self.error(yaml) { $0.depth = 6 }
    #expect(error?.kind == .tooDeep(limit: 6))
    #expect(error?.place.position?.description == "2:5")
    #expect(Self.error(String(repeating: "[", count: 7)) { $0.depth = 6 }?.place.position?.column == 7)
  }

  @Test func `512 levels are read, 513 are an error`() throws {
    func nested(_ count: Int) -> String { String(repeating: "[", count: count) + String(repeating: "]", count: count) }
    #expect(try YAMLDocument(parsing: nested(512)).json.depth == 512)
    #expect(Self.error(nested(513))?.kind == .tooDeep(limit: 512))
    let block = (0..<600).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
    #expect(Self.error(block)?.kind == .tooDeep(limit: 512))
  }

  @Test func `size and number of values are bounded`() {
    #expect(Self.error("a: bc") { $0.bytes = 5 } == nil)
    #expect(Self.error("a: bcd") { $0.bytes = 5 }?.kind == .tooLong(limit: 5))
    #expect(Self.error("[1, 2, 3]") { $0.values = 4 } == nil)
    #expect(Self.error("[1, 2, 3, 4]") { $0.values = 4 }?.kind == .tooManyValues(limit: 4))
    #expect(Self.error("{a: 1, b: 2}") { $0.values = 5 } == nil)
    #expect(Self.error("{a: 1, b: 2, c: 3}") { $0.values = 5 }?.kind == .tooManyValues(limit: 5))
    // Of all documents together.
    var options = YAMLOptions()
    options.limits.values = 3
    let error = #expect(throws: YAMLError.self) {
      try YAMLDocument.all(in: Array("[1]\n---\n[1]\n".utf8), options: options)
    }
    #expect(error?.kind == .tooManyValues(limit: 3))
  }

  @Test func `numbers that must be computed have few digits, decimal ones any`() throws {
    let digits = String(repeating: "7", count: 100_000)
    #expect(try YAMLDocument(parsing: digits).json.bytes == Array(digits.utf8))
    #expect(Self.error("0x" + digits)?.kind == .tooManyDigits(limit: 1024))
  }

  @Test func `directives are few, since each is compared with each`() {
    let many = (0..<2_000).map { "%TAG !a\($0)! b\n" }.joined() + "--- a\n"
    #expect(Self.error(many)?.description == "1001:1: more than 1000 directives")
  }

  @Test func `very many values at a very deep level are an error, before they take long`() {
    let yaml = String(repeating: "[", count: 500) + String(repeating: "0,", count: 100_000)
    #expect(Self.error(yaml)?.kind == .tooMuchDepth)
  }
}
