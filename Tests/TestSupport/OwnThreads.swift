#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Runs `body`, and what it awaits, on threads of its own, which may block: the threads that all tests share are as few
/// as the machine has cores, and two tests that block there stop all others.
public func onOwnThreads<Result>(_ body: () async throws -> Result) async rethrows -> Result {
  try await withTaskExecutorPreference(OwnThreads.executor) { try await body() }
}

/// Gives each piece of work a thread.
private final class OwnThreads: TaskExecutor {
  static let executor = OwnThreads()

  private final class Work {
    let job: UnownedJob
    init(_ job: UnownedJob) { self.job = job }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let work = Unmanaged.passRetained(Work(UnownedJob(job)))
    #if canImport(Glibc)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    let code = pthread_create(&thread, nil, threadMain, work.toOpaque())
    precondition(code == 0, "no thread: \(code)")
    #if canImport(Glibc)
      pthread_detach(thread)
    #else
      if let thread { pthread_detach(thread) }
    #endif
  }

  static func run(_ pointer: UnsafeMutableRawPointer) {
    let work = Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue()
    work.job.runSynchronously(on: executor.asUnownedTaskExecutor())
  }
}

#if canImport(Glibc)
  private func threadMain(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let pointer { OwnThreads.run(pointer) }
    return nil
  }
#else
  private func threadMain(_ pointer: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    OwnThreads.run(pointer)
    return nil
  }
#endif
