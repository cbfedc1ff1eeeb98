/// A parser of hostile input, what must hold for every input, and inputs to begin with.
///
/// The executables `Fuzz…` have one each. Built plainly they replay the inputs; built with libFuzzer (`.ci/fuzz`) they
/// look for new ones.
public struct Fuzzer: Sendable {
  public let name: String
  /// Small ones that are made in code.
  let seeds: [[UInt8]]
  /// Files of `../shared`, where it is there.
  let shared: SharedInputs?
  /// About a megabyte each (a sixteenth of it in a debug build), made to cost much. A check, which goes over its input a
  /// dozen times, may take three seconds of the processor's time (two minutes in a debug build, which may run under a
  /// sanitizer).
  let large: [Large]
  /// Ends the process where something does not hold.
  let check: @Sendable ([UInt8]) -> Void
  /// The source file of the executable; its corpus is the folder `Corpus` beside it.
  let file: String

  public init(
    _ name: String, seeds: [[UInt8]], shared: SharedInputs? = nil, large: [Large], file: String = #filePath,
    check: @escaping @Sendable ([UInt8]) -> Void
  ) {
    (self.name, self.seeds, self.shared, self.large, self.file) = (name, seeds, shared, large, file)
    self.check = check
  }

  public struct Large: Sendable {
    let name: String
    let bytes: @Sendable () -> [UInt8]

    public init(_ name: String, _ bytes: @escaping @Sendable () -> [UInt8]) {
      (self.name, self.bytes) = (name, bytes)
    }

    public init(_ name: String, _ text: @escaping @Sendable () -> String) {
      self.init(name) { Array(text().utf8) }
    }
  }

  /// What libFuzzer calls.
  public func run(_ start: UnsafePointer<UInt8>?, _ count: Int) {
    check(Array(UnsafeBufferPointer(start: start, count: count)))
  }
}

/// Which files of `../shared` are inputs.
public struct SharedInputs: Sendable {
  /// Folders below `../shared`.
  let folders: [String]
  let endings: [String]
  /// Longer ones are left out.
  let maxBytes: Int
  let input: @Sendable ([UInt8]) -> [UInt8]

  /// `input` makes an input of a file's bytes.
  public init(
    _ folders: [String], endingIn endings: [String], upTo maxBytes: Int,
    input: @escaping @Sendable ([UInt8]) -> [UInt8] = { $0 }
  ) {
    (self.folders, self.endings, self.maxBytes, self.input) = (folders, endings, maxBytes, input)
  }
}

extension Fuzzer {
  /// Builds without optimisation are some ten times slower: they get smaller inputs.
  static let isOptimised: Bool = {
    var isOptimised = true
    assert({ isOptimised = false }() == ())
    return isOptimised
  }()

  /// How many of something a large input holds.
  public static func scaled(_ count: Int) -> Int { isOptimised ? count : count / 16 }

  /// A text again and again, up to `bytes` bytes.
  public static func repeated(_ text: String, _ bytes: Int = 1 << 20) -> String {
    String(repeating: text, count: max(1, (bytes < 1 << 16 ? bytes : scaled(bytes)) / text.utf8.count))
  }
}
