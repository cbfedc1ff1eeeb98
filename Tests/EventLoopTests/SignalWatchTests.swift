import EventLoop
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Signals are the process's: these must not run beside each other.
@Suite(.serialized, .timeLimit(.minutes(2))) struct SignalWatchTests {
  @Test func `signals come in their order, those that nobody asked for yet too`() async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    let watch = await SignalWatch(loop, for: [SIGUSR1, SIGUSR2])
    kill(getpid(), SIGUSR1)
    #expect(await watch.next() == SIGUSR1)
    kill(getpid(), SIGUSR2)
    #expect(await watch.next() == SIGUSR2)
    // The system may give two that wait in either order; the loop keeps both.
    kill(getpid(), SIGUSR1)
    kill(getpid(), SIGUSR2)
    #expect(Set([await watch.next(), await watch.next()]) == [SIGUSR1, SIGUSR2])
  }

  @Test func `whoever waits gets nil at the end, and so does whoever asks after it`() async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    let watch = await SignalWatch(loop, for: [SIGUSR1])
    async let waiting = watch.next()
    watch.end()
    watch.end()
    #expect(await waiting == nil)
    #expect(await watch.next() == nil)
  }

  @Test func `stopping the loop ends the watch`() async throws {
    let loop = try EventLoop()
    let watch = await SignalWatch(loop, for: [SIGUSR1])
    async let waiting = watch.next()
    await loop.run {}
    loop.stop()
    #expect(await waiting == nil)
    #expect(await watch.next() == nil)
  }

  @Test func `on a loop that was stopped nothing comes`() async throws {
    let loop = try EventLoop()
    loop.stop()
    let watch = await SignalWatch(loop, for: [SIGUSR1])
    #expect(await watch.next() == nil)
  }
}
