public import JSONModel

/// A JSONPath as Step Functions reads it, which is Jayway's dialect: names, brackets, negative indices, slices, unions,
/// wildcards, filters, recursive descent and functions.
///
/// A variable (`$name`) and the context object (`$$`) are the caller's business: a path begins with `$` alone.
public struct JSONPath: Sendable, Hashable, CustomStringConvertible {
  /// As written.
  public let text: String
  let tokens: [Token]

  /// Takes up to 10,000 bytes.
  public init(parsing text: String) throws(JSONPathSyntaxError) {
    var parser = JSONPathParser(text)
    tokens = try parser.wholePath()
    self.text = text
  }

  init(text: String, tokens: [Token]) {
    self.text = text
    self.tokens = tokens
  }

  public var description: String { text }

  /// Whether the path names one place: it has no wildcard, slice, filter, union or descent. A union of names at the end
  /// (`$['a','b']`) counts as one place, an object of those members; so Jayway has it.
  public var isDefinite: Bool { JSONPath.isDefinite(tokens[...]) }

  static func isDefinite(_ tokens: ArraySlice<Token>) -> Bool {
    tokens.indices.allSatisfy { tokens[$0].isDefinite(isLast: $0 == tokens.endIndex - 1) }
  }

  /// One step of a reference path.
  public enum ReferenceStep: Sendable, Hashable {
    case member(String)
    /// Negative indices count from the end.
    case index(Int)
  }

  /// The steps of a reference path, which may be written to: `$.a['b'][0]`. Nil where the path is none because it has
  /// an operator (`@ .. , : ? *`) or a function.
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

  /// What a path finds.
  public enum Result: Sendable, Hashable {
    /// Of a definite path.
    case value(JSONValue)
    /// A definite path leads nowhere; or the work became too much, which any path may meet.
    case missing(Missing)
    /// Of an indefinite path, in document order; empty where nothing matches, even where the path's beginning is
    /// missing.
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

  /// Why a definite path found nothing.
  public struct Missing: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Kind: Sendable, Hashable {
      /// A member is not there, or what should hold it is no object or array.
      case absent
      /// An array is shorter than the path's index. In a payload template AWS makes this null.
      case indexPastEnd
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
    /// The place of each value found, indices counted from the beginning; nil for a value that a function or a union
    /// of names made.
    public internal(set) var places: [[ReferenceStep]?] = []
    /// What filters compared and what made values were made of.
    public internal(set) var lookedAt: [[ReferenceStep]] = []

    public init() {}
  }

  /// As `evaluate(on:)`, and says where.
  public func evaluate(on root: JSONValue, tracing trace: inout Trace) -> Result {
    var evaluation = JSONPathEvaluation(root: root, isTracing: true)
    defer { trace = evaluation.trace }
    do throws(Missing) {
      return try evaluation.evaluate(tokens, on: root)
    } catch {
      return .missing(error)
    }
  }

  /// Looks the path up. Bounded: more than a million values looked at, filters' included, is `Missing.tooMuchWork`.
  public func evaluate(on root: JSONValue) -> Result {
    var evaluation = JSONPathEvaluation(root: root)
    do throws(Missing) {
      return try evaluation.evaluate(tokens, on: root)
    } catch {
      return .missing(error)
    }
  }
}
