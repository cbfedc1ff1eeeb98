package import CUV
import Locking
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One thread that runs a libuv loop and, as a task executor, the Swift tasks that prefer it.
///
/// The loop and its thread live until `stop()`; a loop that nobody stops stays for the life of the process.
public final class EventLoop: TaskExecutor, @unchecked Sendable {
  // Its own thread owns everything here but `inbox`, `isJoined` and `owner`, which anyone may ask, and `thread`, which
  // belongs to `init` and then to whoever holds `isJoined`.

  /// For the handles of the edges. Only on the loop's thread.
  package let uv: UnsafeMutablePointer<uv_loop_t>
  /// Where every stream of this loop reads to; what a callback does not use up at once it copies.
  package let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 64)
  /// Whether the handles are being closed, or have been. Whoever sees it makes no new handle. Only on the loop's thread.
  package internal(set) var isStopping = false

  let wake: UnsafeMutablePointer<uv_async_t>
  let beforePolling: UnsafeMutablePointer<uv_prepare_t>
  let inbox = Lock(Inbox())
  let isJoined = Lock(false)
  /// The id of the thread while it runs tasks, else 0: ids are used again.
  let owner = Atomic<UInt>(0)
  let thread = UnsafeMutablePointer<uv_thread_t>.allocate(capacity: 1)
  var closers: [Int: () -> Void] = [:]
  var lastCloser = 0
  private let name: String
  private var local: [UnownedJob] = []
  private var spare: [UnownedJob] = []
  private var isDraining = false

  enum Work { case job(UnownedJob), call(@Sendable () -> Void) }

  /// What other threads leave for the loop.
  struct Inbox {
    enum Phase {
      case running
      /// The loop is being closed: work waits.
      case ending
      case ended
      /// A thread made for it does what came after the end.
      case late
    }
    var work: [Work] = []
    var isWoken = false
    var phase = Phase.running
  }

  /// Makes the loop and starts its thread. Ignores SIGPIPE for the process: a closed connection is an error code.
  ///
  /// `name` is the thread's; Linux shows its first 15 bytes.
  public init(name: String = "tapedeck-loop") throws(EventLoopError) {
    self.name = name
    uv = .allocate(capacity: 1)
    wake = .allocate(capacity: 1)
    beforePolling = .allocate(capacity: 1)
    try EventLoopError.check(uv_loop_init(uv), "make an event loop")
    let code = uv_async_init(uv, wake) { handle in
      guard let handle else { return }
      EventLoop.of(handle).takeInbox()
    }
    guard code == 0 else {
      uv_loop_close(uv)
      throw EventLoopError(code, "make an event loop")
    }
    let me = Unmanaged.passUnretained(self).toOpaque()
    wake.pointee.data = me
    // Runs what a callback left that did not end with `drain()`.
    uv_prepare_init(uv, beforePolling)
    beforePolling.pointee.data = me
    uv_prepare_start(beforePolling) { handle in
      guard let handle else { return }
      EventLoop.of(handle).drain()
    }
    uv_unref(beforePolling.handle)
    signal(SIGPIPE, SIG_IGN)
    try start()
  }

  deinit {
    detachUnlessJoined()
    thread.deallocate()
    uv.deallocate()
    wake.deallocate()
    beforePolling.deallocate()
    scratch.deallocate()
  }

  /// Runs `body` on the loop's thread, and whatever it awaits that is bound to no actor.
  public func run<T: Sendable>(_ body: @concurrent @Sendable () async throws -> T) async rethrows -> T {
    // `body` is `@concurrent` and goes to the loop itself: a closure round one that is not would stay where it is.
    try await withTaskExecutorPreference(self, operation: body)
  }

  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if isOnLoop { local.append(job) } else { post(.job(job)) }
  }

  /// Whether this is the loop's thread.
  package var isOnLoop: Bool { owner.load(ordering: .relaxed) == EventLoop.currentThread }

  /// Runs `body` on the loop's thread, never before this returns there; calls keep their order.
  package func call(_ body: @escaping @Sendable () -> Void) { post(.call(body)) }

  /// Runs `body` at once where this is the loop's thread, else by `call`.
  package func onLoop(_ body: @escaping @Sendable () -> Void) {
    if isOnLoop { body() } else { call(body) }
  }

  /// Runs the tasks that this thread has made ready. Every libuv callback ends with it; callbacks that a job can cause
  /// (libcurl's) must not. Nested calls do nothing.
  package func drain() {
    if local.isEmpty || isDraining { return }
    isDraining = true
    defer { isDraining = false }
    let executor = asUnownedTaskExecutor()
    var rounds = 0
    while !local.isEmpty {
      swap(&local, &spare)
      for job in spare { job.runSynchronously(on: executor) }
      spare.removeAll(keepingCapacity: true)
      rounds += 1
      // Tasks that only yield must not keep the sockets waiting.
      if rounds == 32, !local.isEmpty {
        uv_async_send(wake)
        return
      }
    }
  }

  func takeInbox() {
    let work = inbox.withLock { inbox in
      let work = inbox.work
      inbox.work = []
      inbox.isWoken = false
      return work
    }
    isDraining = true
    perform(work)
    isDraining = false
    drain()
  }

  func perform(_ work: [Work]) {
    let executor = asUnownedTaskExecutor()
    for item in work {
      switch item {
      case .job(let job): job.runSynchronously(on: executor)
      case .call(let body): body()
      }
    }
  }

  var hasWork: Bool { !local.isEmpty || inbox.withLock { !$0.work.isEmpty } }

  /// The jobs that are ready now, taken away.
  func takeLocal() -> [Work] {
    defer { local = [] }
    return local.map(Work.job)
  }

  private func start() throws(EventLoopError) {
    let me = Unmanaged.passRetained(self)
    let code = uv_thread_create(
      thread,
      { me in
        guard let me else { return }
        Unmanaged<EventLoop>.fromOpaque(me).takeRetainedValue().runThread()
      }, me.toOpaque())
    guard code == 0 else {
      closeOwnHandles()
      isJoined.withLock { $0 = true }
      me.release()
      throw EventLoopError(code, "start the event loop's thread")
    }
  }

  private func runThread() {
    owner.store(EventLoop.currentThread, ordering: .relaxed)
    tapedeck_name_thread(name)
    uv_run(uv, UV_RUN_DEFAULT)
    finish()
  }

  static func of<Handle>(_ handle: UnsafeMutablePointer<Handle>) -> EventLoop {
    Unmanaged<EventLoop>.fromOpaque(handle.handle.pointee.data).takeUnretainedValue()
  }
}
