import CUV

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A program that this process starts and waits for.
///
/// It has this process's standard input, output and error, its folder and its process group, and the signals do what they
/// do by default, whatever they do here. It goes on when the loop stops; then nobody here waits for it any more.
public final class ChildProcess: @unchecked Sendable {  // the loop's thread owns every `var`
  public enum Ending: Hashable, Sendable {
    case exited(code: Int32)
    case killed(signal: Int32)

    /// As shells tell it: the code, or 128 and the signal.
    public var status: Int32 {
      switch self {
      case .exited(let code): code
      case .killed(let signal): 128 + signal
      }
    }
  }

  private let loop: EventLoop
  private let process = UnsafeMutablePointer<uv_process_t>.allocate(capacity: 1)
  private var closer: Int?
  private var isOver = false
  private var ending: Ending?
  private var waiters: [CheckedContinuation<Ending?, Never>] = []

  private init(_ loop: EventLoop) { self.loop = loop }

  deinit { process.deallocate() }

  /// Starts `words[0]`, which is looked up in PATH unless it holds a slash, with `words` and with these variables and no
  /// others. Throws what the system says where it cannot be started: `ENOENT`, `EACCES`.
  public static func start(
    _ loop: EventLoop, _ words: [String], environment: [String: String]
  ) async throws(EventLoopError) -> ChildProcess {
    let child = ChildProcess(loop)
    let failure = await withCheckedContinuation { continuation in
      loop.call { continuation.resume(returning: child.spawn(words, environment)) }
    }
    if let failure { throw failure }
    return child
  }

  /// How it ended, or ends. Nil where the loop stopped before.
  public func end() async -> Ending? {
    await withCheckedContinuation { continuation in
      loop.call {
        if self.isOver { continuation.resume(returning: self.ending) } else { self.waiters.append(continuation) }
      }
    }
  }

  /// Sends it a signal. False where it has ended.
  @discardableResult public func signal(_ number: Int32) async -> Bool {
    await withCheckedContinuation { continuation in
      loop.call { continuation.resume(returning: !self.isOver && uv_process_kill(self.process, number) == 0) }
    }
  }

  private func spawn(_ words: [String], _ environment: [String: String]) -> EventLoopError? {
    let operation = "run \(words.first ?? "nothing")"
    if loop.isStopping || words.isEmpty { return .stopped(operation) }
    let arguments = CStrings(words), variables = CStrings(environment.map { "\($0.key)=\($0.value)" }.sorted())
    var streams = (0...2).map { number in
      var stream = uv_stdio_container_t()
      stream.flags = UV_INHERIT_FD
      stream.data.fd = Int32(number)
      return stream
    }
    var options = uv_process_options_t()
    options.file = UnsafePointer(arguments.pointers[0])
    options.exit_cb = { process, code, signal in
      guard let process else { return }
      let me = Unmanaged<ChildProcess>.fromOpaque(process.pointee.data).takeUnretainedValue()
      let loop = me.loop
      me.finish(signal == 0 ? .exited(code: Int32(truncatingIfNeeded: code)) : .killed(signal: signal))
      loop.drain()
    }
    process.pointee.data = Unmanaged.passRetained(self).toOpaque()
    let code = arguments.withPointers { words in
      variables.withPointers { variables in
        streams.withUnsafeMutableBufferPointer { streams in
          options.args = words
          options.env = variables
          options.stdio = streams.baseAddress
          options.stdio_count = Int32(streams.count)
          return uv_spawn(loop.uv, process, &options)
        }
      }
    }
    // Also one that did not start is a handle that must be closed.
    if code == 0 { closer = loop.register { [unowned self] in finish(nil) } } else { finish(nil) }
    return code == 0 ? nil : EventLoopError(code, operation)
  }

  private func finish(_ ending: Ending?) {
    if isOver { return }
    isOver = true
    self.ending = ending
    if let closer { loop.unregister(closer) }
    uv_close(process.handle) { process in
      guard let process else { return }
      Unmanaged<ChildProcess>.fromOpaque(process.pointee.data).release()
    }
    let waiters = waiters
    self.waiters = []
    for waiter in waiters { waiter.resume(returning: ending) }
  }
}

/// Strings as C takes a list of them: pointers, and a null at the end.
private final class CStrings {
  fileprivate private(set) var pointers: [UnsafeMutablePointer<CChar>?]

  init(_ strings: [String]) { pointers = strings.map { strdup($0) } + [nil] }

  deinit { for pointer in pointers { free(pointer) } }

  func withPointers<Result>(
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Result
  ) -> Result {
    pointers.withUnsafeMutableBufferPointer { body($0.baseAddress) }
  }
}
