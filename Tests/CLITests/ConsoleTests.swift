import TestSupport
import Testing

@testable import CLI

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What commands print, and where it goes.
@Suite(.timeLimit(.minutes(2))) struct ConsoleTests {
  @Test func `all is printed where another program has set the pipe so that nobody waits at it`() async {
    let pipe = Pipe()
    defer { close(pipe.reader) }
    #expect(fcntl(pipe.writer, F_SETFL, O_NONBLOCK) == 0)
    let text = String(repeating: "a line that is printed\n", count: 40_000)
    async let printed = onOwnThreads { pipe.all() }
    await onOwnThreads { Console(output: pipe.writer).print(text) }
    close(pipe.writer)
    #expect(await printed.count == text.utf8.count + 1)
  }
}
