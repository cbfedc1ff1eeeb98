import JSONModel

extension JSONPath {
  /// One step of a path.
  indirect enum Token: Sendable, Hashable {
    case member(String)
    /// Two or more names.
    case members([String])
    /// Negative counts from the end.
    case index(Int)
    /// Two or more indices.
    case indices([Int])
    case slice(Slice)
    case wildcard
    case filter(JSONPathFilter)
    /// The token is looked for at every depth.
    case descent(Token)
    case function(JSONPathFunction)

    func isDefinite(isLast: Bool) -> Bool {
      switch self {
      case .member, .index, .function: true
      case .members: isLast
      case .indices, .slice, .wildcard, .filter, .descent: false
      }
    }
  }

  /// Jayway knows no step: a third number is read and means nothing.
  enum Slice: Sendable, Hashable {
    case from(Int)
    case to(Int)
    case between(Int, Int)

    /// The indices of an array of `count` elements, with Jayway's arithmetic: a negative end beside a beginning is not
    /// counted from the end, and so finds nothing.
    func indices(count: Int) -> [Int] {
      switch self {
      case .from(let from): Array(min(count, from < 0 ? max(0, count + from) : from)..<count)
      case .to(let to): Array(0..<max(0, min(count, to < 0 ? count + to : to)))
      case .between(let from, let to):
        from >= min(count, to)
          ? [] : (max(from, -count)..<min(count, to)).map { $0 < 0 ? count + $0 : $0 }
      }
    }
  }
}

/// A function at the end of a path or amid it: `$.items.length()`.
enum JSONPathFunction: Sendable, Hashable {
  /// Of an array or object; null for anything else.
  case length
  case keys
  case first
  case last
  case index(Int)
  case aggregate(Aggregate)

  enum Aggregate: String, Sendable { case min, max, sum, avg, stddev }

  /// Nil where there is no such function, or not with this argument.
  init?(name: String, argument: Int?) {
    switch (name, argument) {
    case ("length", nil), ("size", nil): self = .length
    case ("keys", nil): self = .keys
    case ("first", nil): self = .first
    case ("last", nil): self = .last
    case ("index", let index?): self = .index(index)
    default:
      guard argument == nil, let aggregate = Aggregate(rawValue: name) else { return nil }
      self = .aggregate(aggregate)
    }
  }

  /// Nil where the function has no answer, as the sum of nothing.
  func apply(to value: JSONValue) -> JSONValue? {
    switch self {
    case .length: .some(value.array.map { .number($0.count) } ?? value.object.map { .number($0.count) } ?? .null)
    case .keys: value.object.map { object in .array(object.map { .string($0.key) }) }
    case .first, .last, .index: index(in: value).flatMap { index in value.array?[index] }
    case .aggregate(let aggregate): aggregate.apply(to: (value.array ?? []).compactMap(\.double))
    }
  }

  /// The index of the element that the function picks; nil for one that makes a value, and where there is none.
  func index(in value: JSONValue) -> Int? {
    guard let array = value.array else { return nil }
    return switch self {
    case .first: JSONPathFunction.place(in: array, 0)
    case .last: JSONPathFunction.place(in: array, -1)
    case .index(let index): JSONPathFunction.place(in: array, index)
    case .length, .keys, .aggregate: nil
    }
  }

  /// An index counted from the beginning; nil where the array is shorter.
  static func place(in array: [JSONValue], _ index: Int) -> Int? {
    let place = index < 0 ? array.count + index : index
    return array.indices.contains(place) ? place : nil
  }
}

extension JSONPathFunction.Aggregate {
  func apply(to numbers: [Double]) -> JSONValue? {
    guard let smallest = numbers.min(), let largest = numbers.max() else { return nil }
    let count = Double(numbers.count)
    let sum = numbers.reduce(0, +)
    let result =
      switch self {
      case .min: smallest
      case .max: largest
      case .sum: sum
      case .avg: sum / count
      case .stddev: (numbers.reduce(0) { $0 + $1 * $1 } / count - sum * sum / count / count).squareRoot()
      }
    return JSONNumber(result).map { .number($0) }
  }
}
