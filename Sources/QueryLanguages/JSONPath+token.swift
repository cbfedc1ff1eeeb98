import JSONModel

extension JSONPath {
  /// One step of a path.
  enum Token: Sendable, Hashable {
    case member(String)
    /// Two or more names, or none: what was between quotes never ended. They make an object.
    case members([String])
    /// A negative one finds nothing.
    case index(Int)
    /// `[(@.length-1)]`: what is added to the array's count, so a negative number.
    case indexFromCount(Int)
    /// Two or more indices.
    case indices([Int])
    case slice(Slice)
    case wildcard
    case filter(JSONPathFilter)
    /// `..`: the token after it is looked for at every depth.
    case descent

    var isDefinite: Bool {
      switch self {
      case .member, .members, .index, .indexFromCount: true
      case .indices, .slice, .wildcard, .filter, .descent: false
      }
    }
  }

  /// Jayway knows no step: a third number is read and means nothing.
  enum Slice: Sendable, Hashable {
    case from(Int)
    case to(Int)
    case between(Int, Int)

    /// The indices to look up in an array of `count` elements. Beside an end neither number counts from the end of
    /// the array: a negative beginning gives negative indices, which no array has, and a negative end gives none.
    func indices(count: Int) -> Range<Int> {
      switch self {
      case .from(let from): min(count, max(0, from < 0 ? count + from : from))..<count
      case .to(let to): 0..<max(0, min(count, to < 0 ? count + to : to))
      case .between(let from, let to): count == 0 || from >= min(count, to) ? 0..<0 : from..<min(count, to)
      }
    }
  }
}
