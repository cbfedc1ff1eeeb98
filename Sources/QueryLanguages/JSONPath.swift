public import JSONModel

/// A JSONPath as Step Functions reads it, which is the dialect of Jayway's json-path 2.0.0: names, brackets, slices,
/// unions, wildcards, filters and recursive descent. It has no functions, and `[-1]` does not count from the end.
///
/// A variable (`$name`) and the context object (`$$`) are the caller's business: a path begins with `$` alone.
public struct JSONPath: Sendable, Hashable, CustomStringConvertible {
  /// As written.
  public let text: String
  /// Where the path does not mean what people who know other dialects will take it to mean.
  public let surprises: [Surprise]
  let tokens: [Token]

  /// Takes up to 10,000 bytes. Blanks at either end are left out.
  public init(parsing text: String) throws(JSONPathSyntaxError) {
    var parser = JSONPathParser(text)
    tokens = try parser.wholePath()
    surprises = parser.surprises
    self.text = text
  }

  /// Without the blanks round a path, which mean nothing.
  public static func trimmed(_ text: String) -> String {
    JSONPathParser.text(JSONPathParser.trimmed(Array(text.utf8)[...]))
  }

  public var description: String { text }

  /// Whether the path names one place: it has no wildcard, slice, filter, union of indices or descent. A union of
  /// names (`$['a','b']`) counts as one place, an object of those members; so Jayway has it.
  public var isDefinite: Bool { tokens.allSatisfy(\.isDefinite) }

  /// One step of a reference path.
  public enum ReferenceStep: Sendable, Hashable {
    case member(String)
    /// From the beginning; no array has a negative one.
    case index(Int)
  }

  /// The steps of a reference path, which may be written to: `$.a['b'][0]`. Nil where the path is none because it has
  /// an operator (`@ .. , : ? *`).
  public var referenceSteps: [ReferenceStep]? {
    let steps = JSONPath.leadingSteps(tokens)
    return steps.count == tokens.count ? steps : nil
  }

  /// The steps up to the first token that is more than one.
  static func leadingSteps(_ tokens: [Token]) -> [ReferenceStep] {
    var steps: [ReferenceStep] = []
    for token in tokens {
      switch token {
      case .member(let name): steps.append(.member(name))
      case .index(let index): steps.append(.index(index))
      default: return steps
      }
    }
    return steps
  }

  /// What the document is made of where AWS looks the path up. The two differ at an index that an array does not have.
  public enum Model: Sendable {
    /// Java's maps and lists: InputPath, OutputPath and every other field. The path finds nothing.
    case maps
    /// Jackson's nodes: the `.$` members of a payload template. There is null.
    case nodes
  }

  /// What a path finds.
  public enum Result: Sendable, Hashable {
    /// Of a definite path.
    case value(JSONValue)
    case missing(Missing)
    /// Of an indefinite path, in document order; empty where nothing matches.
    case values([JSONValue])

    /// The value that Step Functions goes on with: an array for an indefinite path, nil where nothing is found.
    public var found: JSONValue? {
      switch self {
      case .value(let value): value
      case .values(let values): .array(values)
      case .missing: nil
      }
    }
  }

  /// Why a path found nothing.
  public struct Missing: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Kind: Sendable, Hashable {
      /// A member or an element is not there. `[*]` leaves out the elements of an array that it happens in.
      case absent
      /// The path can't be applied to what it came to: an index of a text, a filter of a number.
      case unfit
      /// The path went over more than a million values.
      case tooMuchWork
    }

    public let kind: Kind
    /// In Jayway's words, which are part of AWS's causes: `Missing property in path $['no']`.
    public let text: String

    public var description: String { text }
  }

  /// Where an evaluation found what it found, and what it looked at on the way.
  public struct Trace: Sendable, Hashable {
    /// The place of each value found; nil for an object that a union of names made. A null that stands for an element
    /// that is not there has the place that it would have.
    public internal(set) var places: [[ReferenceStep]?] = []
    /// What filters compared and what made values were made of.
    public internal(set) var lookedAt: [[ReferenceStep]] = []

    public init() {}
  }

  /// As `evaluate(on:)`, and says where.
  public func evaluate(on root: JSONValue, as model: Model = .maps, tracing trace: inout Trace) -> Result {
    var evaluation = JSONPathEvaluation(root: root, model: model, isTracing: true)
    let result = evaluation.evaluate(tokens)
    trace = evaluation.trace
    return result
  }

  /// Looks the path up. Bounded: more than a million values looked at, filters' included, is `Missing.tooMuchWork`.
  public func evaluate(on root: JSONValue, as model: Model = .maps) -> Result {
    var evaluation = JSONPathEvaluation(root: root, model: model)
    let result = evaluation.evaluate(tokens)
    var isWhole = !evaluation.missesWays
    if case .missing(let missing) = result { isWhole = missing.kind == .tooMuchWork }
    if isWhole { return result }
    // Why it finds nothing names the place, whose way only a slower evaluation knows.
    var slower = JSONPathEvaluation(root: root, model: model, knowsWays: true)
    return slower.evaluate(tokens)
  }
}
