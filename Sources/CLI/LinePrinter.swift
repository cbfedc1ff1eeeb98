import EventLoop
import Locking
import Reporting

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Prints lines on a thread of its own: a reader that does not read holds nobody up. Of what waits for it beyond a bound
/// the lines are dropped and counted.
final class LinePrinter: Sendable {
  private struct State: Sendable {
    /// With their line feeds.
    var waiting: [[UInt8]] = []
    var bytes = 0
    var dropped = 0
    var isWriting = false
    /// The reader went away, or writing failed.
    var isOver = false
    /// Why it failed.
    var failure: String?
    /// From then on nobody waits for the reader.
    var deadline: ContinuousClock.Instant?
  }

  private let descriptor: Int32
  private let thread: EventLoop
  private let maxBytes: Int
  private let gathering: Duration
  private let state = Lock(State())

  /// `maxBytes` may wait for the reader. Where that is no terminal, a line waits as long as `gathering` for others, which
  /// go out with it: under load to wake this thread for each would cost more than the lines.
  init(
    _ descriptor: Int32, maxBytes: Int = 4 << 20, gathering: Duration = .milliseconds(10)
  ) throws(EventLoopError) {
    (self.descriptor, self.maxBytes) = (descriptor, maxBytes)
    self.gathering = isatty(descriptor) == 1 ? .zero : gathering
    thread = try EventLoop(name: "tapedeck-print")
  }

  deinit { thread.stop() }

  /// Why lines could not be written; nil where they could, or where their reader went away.
  var failure: String? { state.withLock { $0.failure } }

  func print(_ lines: [String]) {
    let lines = lines.map { Array(TerminalText.withoutCommand($0).utf8) + [10] }
    let begins = state.withLock { state in
      if state.isOver { return false }
      for line in lines {
        if state.bytes + line.count > maxBytes {
          state.dropped += 1
        } else {
          state.waiting.append(line)
          state.bytes += line.count
        }
      }
      if state.isWriting || state.waiting.isEmpty { return false }
      state.isWriting = true
      return true
    }
    if begins { begin() }
  }

  private func begin() {
    if gathering == .zero { return thread.call { self.writeAll() } }
    Task(executorPreference: thread) { [thread, gathering] in
      try? await thread.sleep(for: gathering)
      self.writeAll()
    }
  }

  /// Waits until all is written, but no longer than `patience` for a reader that does not read. Gives how many lines were
  /// not.
  func finish(within patience: Duration = .seconds(1)) async -> Int {
    state.withLock { $0.deadline = .now + patience }
    await withCheckedContinuation { continuation in
      thread.call {
        self.writeAll()
        continuation.resume()
      }
    }
    return state.withLock { $0.dropped + $0.waiting.count }
  }

  /// On its thread, until nothing waits: with one call of the system as many lines as a pipe that is ready takes.
  private func writeAll() {
    while true {
      let lines = state.withLock { state -> [[UInt8]] in
        var count = 0, bytes = 0
        while !state.isOver, count < state.waiting.count, count == 0 || bytes + state.waiting[count].count <= 4096 {
          bytes += state.waiting[count].count
          count += 1
        }
        if count == 0 { state.isWriting = false }
        return Array(state.waiting[..<count])
      }
      if lines.isEmpty { return }
      let bytes = Array(lines.joined())
      switch write(bytes) {
      case .written:
        state.withLock { state in
          state.bytes -= bytes.count
          state.waiting.removeFirst(lines.count)
        }
      case .gone(let failure):
        state.withLock { state in
          (state.waiting, state.bytes, state.isOver, state.failure) = ([], 0, true, failure)
        }
      case .late: return state.withLock { $0.isOver = true }
      }
    }
  }

  private enum Result {
    case written, late
    /// Nil where the reader went away.
    case gone(failure: String?)
  }

  private func write(_ bytes: [UInt8]) -> Result {
    var rest = bytes[...]
    while !rest.isEmpty {
      guard isReady() else { return .late }
      // So many bytes a pipe that is ready takes without waiting.
      let count = rest.prefix(4096).withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && (errno == EINTR || errno == EAGAIN) { continue }
      if count <= 0 {
        return .gone(failure: count < 0 && errno != EPIPE ? String(cString: strerror(errno)) : nil)
      }
      rest = rest.dropFirst(count)
    }
    return .written
  }

  /// Waits for the reader. False where the deadline has passed.
  private func isReady() -> Bool {
    while true {
      var polled = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      if poll(&polled, 1, 20) > 0 { return true }
      if let deadline = state.withLock(\.deadline), ContinuousClock.now >= deadline { return false }
    }
  }
}
