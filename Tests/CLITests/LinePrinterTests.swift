import TestSupport
import Testing

@testable import CLI

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Lines for a reader that reads when it likes.
@Suite(.timeLimit(.minutes(2))) struct LinePrinterTests {
  private static func line(_ number: Int) -> String { "\(number) " + String(repeating: "x", count: 1000) }

  @Test func `nobody waits for a reader that does not read, and what is dropped is counted`() async throws {
    let pipe = Pipe()
    defer { close(pipe.reader) }
    let printer = try LinePrinter(pipe.writer, maxBytes: 1 << 20)
    for number in 0..<5000 { printer.print([Self.line(number)]) }
    let count = await printer.finish(within: .milliseconds(10))
    // A pipe holds 64 KiB.
    #expect((4850...4999).contains(count), "\(count)")
    close(pipe.writer)
    let printed = pipe.all()
    #expect(printed.starts(with: "0 xxx".utf8))
  }

  @Test func `a reader that reads gets every line, in order`() async throws {
    let pipe = Pipe()
    defer { close(pipe.reader) }
    let printer = try LinePrinter(pipe.writer, maxBytes: 64 << 20)
    async let printed = onOwnThreads { pipe.all() }
    for number in 0..<5000 { printer.print([Self.line(number)]) }
    #expect(await printer.finish(within: .seconds(60)) == 0)
    close(pipe.writer)
    let expected = (0..<5000).map { Self.line($0) + "\n" }.joined()
    #expect(await printed == Array(expected.utf8))
  }

  @Test func `what comes together goes to a pipe with one call of the system`() async throws {
    var ends: [Int32] = [0, 0]
    // Each message is what one call wrote.
    #expect(socketpair(AF_UNIX, datagrams, 0, &ends) == 0)
    defer { for end in ends { close(end) } }
    let printer = try LinePrinter(ends[1], gathering: .seconds(60))
    for number in 0..<20 { printer.print(["line \(number)"]) }
    #expect(await printer.finish() == 0)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(ends[0], &buffer, buffer.count)
    #expect(buffer[..<max(0, count)].elementsEqual((0..<20).map { "line \($0)\n" }.joined().utf8))
  }

  @Test func `a reader that went away ends the printing`() async throws {
    signal(SIGPIPE, SIG_IGN)
    let pipe = Pipe()
    close(pipe.reader)
    let printer = try LinePrinter(pipe.writer)
    for number in 0..<100 { printer.print([Self.line(number)]) }
    #expect(await printer.finish() == 0)
    close(pipe.writer)
  }
}

#if canImport(Glibc)
  private let datagrams = Int32(SOCK_DGRAM.rawValue)
#else
  private let datagrams = SOCK_DGRAM
#endif
