import CUV
import Locking

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension EventLoop {
  static var currentThread: UInt {
    #if canImport(Glibc)
      pthread_self()
    #else
      UInt(bitPattern: pthread_self())
    #endif
  }

  /// Does what was posted after the end, on a thread of its own, until nothing is left.
  func startLateThread() {
    let me = Unmanaged.passRetained(self)
    var id = thread.pointee
    let code = uv_thread_create(
      &id,
      { me in
        guard let me else { return }
        let loop = Unmanaged<EventLoop>.fromOpaque(me).takeRetainedValue()
        loop.runLate()
      }, me.toOpaque())
    if code == 0 {
      EventLoop.detach(id)
    } else {
      me.release()
      // The next one to post tries again.
      inbox.withLock { $0.phase = .ended }
    }
  }

  private func runLate() {
    while true {
      let work = inbox.withLock { inbox in
        let work = inbox.work
        inbox.work = []
        if work.isEmpty { inbox.phase = .ended }
        return work
      }
      if work.isEmpty { return }
      perform(work)
    }
  }

  func detachUnlessJoined() {
    isJoined.withLock { if !$0 { EventLoop.detach(thread.pointee) } }
  }

  private static func detach(_ thread: uv_thread_t) {
    #if canImport(Glibc)
      pthread_detach(thread)
    #else
      if let thread: pthread_t = thread { pthread_detach(thread) }
    #endif
  }
}
