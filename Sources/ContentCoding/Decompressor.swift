/// The owner of a C library's stream that decompresses.
protocol Decompressor: ~Copyable {
  /// Whether several streams one after the other are one body.
  var canFollowItself: Bool { get }
  /// How far the body has been read.
  var progress: DecompressionProgress { get set }

  /// Takes some of the input, gives at most `DecompressionStep.outputBytes`.
  mutating func step(_ input: ArraySlice<UInt8>) -> DecompressionStep
  /// Begins the next stream of the body.
  mutating func restart()
}

struct DecompressionProgress {
  /// In bytes of the coded body.
  fileprivate(set) var consumed = 0
  fileprivate(set) var hasEnded = false

  /// Whether the bytes so far are a whole body, or nothing.
  var isAtEnd: Bool { hasEnded || consumed == 0 }
}

struct DecompressionStep {
  enum Status {
    case ok, ended
    case failed(String)
  }

  var used = 0
  var output: [UInt8] = []
  var status = Status.ok

  static let outputBytes = 1 << 16

  /// Lends the input, and a buffer for the output, to `body`; that gives how much it used of both.
  init(
    _ input: ArraySlice<UInt8>,
    _ body: (UnsafeBufferPointer<UInt8>, UnsafeMutableBufferPointer<UInt8>) -> (used: Int, made: Int, status: Status)
  ) {
    var used = 0, status = Status.ok
    output = [UInt8](unsafeUninitializedCapacity: DecompressionStep.outputBytes) { output, count in
      (used, count, status) = input.withUnsafeBufferPointer { body($0, output) }
    }
    (self.used, self.status) = (used, status)
  }
}

extension Decompressor where Self: ~Copyable {
  /// What the next chunk gives, `limit` bytes at most; `wholeLimit` is what the error names.
  mutating func decompress(_ chunk: [UInt8], limit: Int, wholeLimit: Int) throws(CodingError) -> [UInt8] {
    var output: [UInt8] = []
    var rest = chunk[...]
    // What filled the buffer may be a part of what there is.
    var isFull = false
    while !rest.isEmpty || isFull {
      if progress.hasEnded {
        guard canFollowItself else {
          throw .damaged(offset: progress.consumed, reason: "there are bytes after the end")
        }
        restart()
        progress.hasEnded = false
      }
      let step = step(rest)
      rest = rest.dropFirst(step.used)
      progress.consumed += step.used
      output += step.output
      guard output.count <= limit else { throw .tooLong(limit: wholeLimit) }
      switch step.status {
      case .ended: progress.hasEnded = true
      case .failed(let reason): throw .damaged(offset: progress.consumed, reason: reason)
      case .ok:
        if step.used == 0, step.output.isEmpty, !rest.isEmpty {
          throw .damaged(offset: progress.consumed, reason: "no progress")
        }
      }
      isFull = !progress.hasEnded && step.output.count == DecompressionStep.outputBytes
    }
    return output
  }
}
