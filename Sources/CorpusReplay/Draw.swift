/// Decisions drawn from an input, so that what libFuzzer changes in it changes what is made of it.
public struct Draw: Sendable {
  private var rest: ArraySlice<UInt8>

  public init(_ bytes: some Collection<UInt8>) { rest = Array(bytes)[...] }

  public var isEmpty: Bool { rest.isEmpty }

  /// From 0 to `bound - 1`, of one byte; 0 at the end.
  public mutating func next(_ bound: Int) -> Int { Int(rest.popFirst() ?? 0) % bound }

  public mutating func one<Element>(of choices: [Element]) -> Element { choices[next(choices.count)] }

  /// Up to `count` bytes as they are.
  public mutating func bytes(_ count: Int) -> [UInt8] {
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  /// All that is left.
  public mutating func remainder() -> [UInt8] { bytes(rest.count) }
}

/// Cuts bytes into pieces, in the way that a seed decides.
public struct Pieces: Sequence, IteratorProtocol, Sendable {
  private var rest: ArraySlice<UInt8>
  private var state: UInt64
  private let longest: Int

  /// `longest` is the longest piece.
  public init(_ bytes: [UInt8], seed: UInt64, longest: Int) {
    (rest, state, self.longest) = (bytes[...], seed, longest)
  }

  public mutating func next() -> ArraySlice<UInt8>? {
    if rest.isEmpty { return nil }
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let count = 1 + Int(state >> 33) % longest
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }
}
