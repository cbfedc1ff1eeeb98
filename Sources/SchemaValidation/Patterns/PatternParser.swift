/// Reads ECMA-262's pattern syntax as with the flag `u` (edition 2025, section 22.2.1): the pattern is a sequence of
/// code points, escapes of letters that mean nothing are errors.
struct PatternParser {
  /// What is taken beyond the flag `u`.
  enum Strictness {
    /// Nothing.
    case unicode
    /// Of Annex B what can't be misread: escaped punctuation (`\-`, `\@`), a bare `]`, `{` or `}`, and `-` beside a
    /// class escape (`[\w-.]`). Many published schemas have these.
    case lenient
  }

  let source: [Unicode.Scalar]
  /// The byte at which each scalar begins, and the length.
  let offsets: [Int]
  let strictness: Strictness
  let limits: PatternLimits
  var index = 0
  var depth = 0, groupCount = 0, captureCount = 0
  var names: [String: [Int]] = [:]
  /// References by name or number are resolved when all groups are known.
  var pendingNames: [(name: String, offset: Int)] = []
  var pendingNumbers: [(number: Int, offset: Int)] = []
  /// Names along the alternatives that lead here; two groups may share a name in different ones only.
  private var namesInScope: Set<String> = []
  /// All names, in order.
  private var namesInOrder: [String] = []

  typealias Failure = PatternSyntaxError

  static func parse(
    _ text: String, strictness: Strictness, limits: PatternLimits = PatternLimits()
  ) throws(Failure) -> (node: PatternNode, captures: Int) {
    guard text.utf8.count <= limits.maxLength else {
      throw Failure("the pattern exceeds the limit of \(limits.maxLength) bytes", at: limits.maxLength, isSyntax: false)
    }
    var parser = PatternParser(text, strictness: strictness, limits: limits)
    let node = try parser.disjunction()
    // Nothing else ends a disjunction.
    if parser.peek != nil { throw parser.failure("`)` closes no group") }
    return (try parser.resolve(node), parser.captureCount)
  }

  private init(_ text: String, strictness: Strictness, limits: PatternLimits) {
    var offsets: [Int] = [], offset = 0
    source = Array(text.unicodeScalars)
    offsets.reserveCapacity(source.count + 1)
    for scalar in source {
      offsets.append(offset)
      offset += UTF8.width(scalar)
    }
    self.offsets = offsets + [offset]
    (self.strictness, self.limits) = (strictness, limits)
  }

  var peek: Unicode.Scalar? { index < source.count ? source[index] : nil }
  var offset: Int { offsets[index] }

  func peek(after count: Int) -> Unicode.Scalar? { index + count < source.count ? source[index + count] : nil }

  func failure(_ reason: String, at offset: Int? = nil) -> Failure { Failure(reason, at: offset ?? self.offset) }

  /// A character in a sentence: a control by its number.
  func shown(_ scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse:
      "\\u{\(String(scalar.value, radix: 16))}"
    default: String(scalar)
    }
  }

  mutating func take(_ text: String) -> Bool {
    var end = index
    for scalar in text.unicodeScalars {
      guard end < source.count, source[end] == scalar else { return false }
      end += 1
    }
    index = end
    return true
  }

  mutating func disjunction() throws(Failure) -> PatternNode {
    let first = namesInOrder.count
    var last = first
    var alternatives = [try alternative()]
    while take("|") {
      namesInScope.subtract(namesInOrder[last...])
      last = namesInOrder.count
      alternatives.append(try alternative())
    }
    namesInScope.formUnion(namesInOrder[first..<last])
    return alternatives.count == 1 ? alternatives[0] : .alternatives(alternatives)
  }

  private mutating func alternative() throws(Failure) -> PatternNode {
    var terms: [PatternNode] = []
    while let scalar = peek, scalar != "|", scalar != ")" { terms.append(try term(scalar)) }
    return terms.count == 1 ? terms[0] : .sequence(terms)
  }

  private mutating func term(_ scalar: Unicode.Scalar) throws(Failure) -> PatternNode {
    let start = offset
    switch scalar {
    case "^", "$":
      index += 1
      try noQuantifier(after: "`\(scalar)`")
      return scalar == "^" ? .start : .end
    case "(": return try group()
    case ".":
      index += 1
      return try quantified(.any, from: start)
    case "[": return try quantified(.set(try characterClass()), from: start)
    case "\\":
      if let next = peek(after: 1), next == "b" || next == "B" {
        index += 2
        try noQuantifier(after: "`\\\(next)`")
        return .wordBoundary(negated: next == "B")
      }
      return try quantified(try atomEscape(), from: start)
    case "*", "+", "?": throw failure("nothing stands before `\(scalar)` that could be repeated")
    case "{":
      var ahead = self
      if try ahead.quantifier() != nil { throw failure("nothing stands before `{` that could be repeated") }
      guard strictness == .lenient else { throw failure("`{` must be written `\\{`") }
    case "}", "]":
      guard strictness == .lenient else { throw failure("`\(scalar)` must be written `\\\(scalar)`") }
    default: break
    }
    index += 1
    return try quantified(.character(scalar.value), from: start)
  }

  private mutating func group() throws(Failure) -> PatternNode {
    let start = offset
    guard groupCount < limits.maxGroups, depth < limits.maxDepth else {
      let which = depth < limits.maxDepth ? "more than \(limits.maxGroups) groups" : "groups nested too deeply"
      throw Failure("the pattern has \(which)", at: start, isSyntax: false)
    }
    groupCount += 1
    depth += 1
    defer { depth -= 1 }
    index += 1
    var look: (behind: Bool, negated: Bool)?
    var capture: Int?
    if take("?:") {
    } else if take("?=") {
      look = (false, false)
    } else if take("?!") {
      look = (false, true)
    } else if take("?<=") {
      look = (true, false)
    } else if take("?<!") {
      look = (true, true)
    } else if take("?<") {
      capture = nextCapture()
      try name(of: captureCount)
    } else if peek == "?" {
      throw failure(unknownGroup, at: start)
    } else {
      capture = nextCapture()
    }
    let body = try disjunction()
    guard take(")") else { throw failure("the group is not closed", at: start) }
    if let look {
      try noQuantifier(after: look.behind ? "a lookbehind" : "a lookahead")
      return .look(body, behind: look.behind, negated: look.negated, offset: start)
    }
    return try quantified(.group(body, index: capture), from: start)
  }

  private mutating func nextCapture() -> Int {
    captureCount += 1
    return captureCount
  }

  private var unknownGroup: String {
    switch peek(after: 1) {
    case "P": "ECMA-262 has no `(?P…)`; a named group is `(?<name>…)`, a reference to it `\\k<name>`"
    case ">": "ECMA-262 has no atomic groups `(?>…)`"
    case "#": "ECMA-262 has no comments `(?#…)`"
    case "i", "m", "s", "x", "-", "u", "a", "L": "inline flags such as `(?i)` are not supported"
    case let next?: "`(?\(shown(next))` begins no kind of group"
    case nil: "the group is not closed"
    }
  }

  private mutating func name(of capture: Int) throws(Failure) {
    let start = offset
    let name = try groupName()
    guard namesInScope.insert(name).inserted else { throw failure("two groups are named \"\(name)\"", at: start) }
    namesInOrder.append(name)
    names[name, default: []].append(capture)
  }
}
