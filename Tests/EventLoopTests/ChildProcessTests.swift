import EventLoop
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite(.timeLimit(.minutes(2))) struct ChildProcessTests {
  /// Runs a script of the shell, with a file to write to in `$OUT`, and gives how it ended and what it wrote.
  private func run(
    _ script: String, _ environment: [String: String] = [:],
    during body: (ChildProcess, TemporaryFolder) async -> Void = { _, _ in }
  ) async throws -> (ending: ChildProcess.Ending?, written: String) {
    let loop = try EventLoop(), folder = try TemporaryFolder()
    defer { loop.stop() }
    try folder.write("", to: "out")
    let variables = ["PATH": "/usr/bin:/bin", "OUT": "\(folder.path)/out"].merging(environment) { $1 }
    let child = try await ChildProcess.start(loop, ["sh", "-c", script], environment: variables)
    await body(child, folder)
    let ending = await child.end()
    return (ending, try folder.text("out"))
  }

  @Test func `a program gets its words and its variables, and no others`() async throws {
    let result = try await run(#"echo "$GREETING $HOME." > "$OUT"; exit 7"#, ["GREETING": "hello  world"])
    #expect(result.ending == .exited(code: 7))
    #expect(result.ending?.status == 7)
    #expect(result.written == "hello  world .\n")
  }

  @Test func `one that a signal ends says which, as shells do`() async throws {
    let result = try await run("kill -TERM $$")
    #expect(result.ending == .killed(signal: SIGTERM))
    #expect(result.ending?.status == 143)
  }

  @Test func `a signal reaches it; after its end none does`() async throws {
    let loop = try EventLoop(), folder = try TemporaryFolder()
    defer { loop.stop() }
    mkfifo("\(folder.path)/ready", 0o600)
    let script = #"trap 'exit 5' HUP; echo > "$READY"; while :; do sleep 0.01; done"#
    let child = try await ChildProcess.start(
      loop, ["sh", "-c", script], environment: ["PATH": "/usr/bin:/bin", "READY": "\(folder.path)/ready"])
    // Reading it waits for the script, which by then has its trap.
    await onOwnThreads {
      let reader = open("\(folder.path)/ready", O_RDONLY)
      var byte: UInt8 = 0
      _ = read(reader, &byte, 1)
      close(reader)
    }
    #expect(await child.signal(SIGHUP))
    #expect(await child.end() == .exited(code: 5))
    #expect(await child.end() == .exited(code: 5))
    #expect(await !child.signal(SIGHUP))
  }

  @Test func `signals that are ignored here do what they do by default there`() async throws {
    // SIGPIPE is ignored in every process that has a loop.
    let result = try await run("kill -PIPE $$; exit 3")
    #expect(result.ending == .killed(signal: SIGPIPE))
  }

  @Test(arguments: [("tapedeck-no-such-program", "ENOENT"), ("/no/such/program", "ENOENT"), ("/etc/passwd", "EACCES")])
  func `one that cannot be started is an error`(program: String, name: String) async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    let error = await #expect(throws: EventLoopError.self) {
      _ = try await ChildProcess.start(loop, [program], environment: ["PATH": "/usr/bin"])
    }
    #expect(error?.name == name)
    #expect(error?.description.hasPrefix("cannot run \(program): ") ?? false)
  }

  @Test func `stopping the loop ends the waiting, not the program`() async throws {
    let loop = try EventLoop(), folder = try TemporaryFolder()
    mkfifo("\(folder.path)/go", 0o600)
    let child = try await ChildProcess.start(
      loop, ["sh", "-c", #"read line < "$GO"; echo "$$" > "$GO"; exit 6"#],
      environment: ["PATH": "/usr/bin:/bin", "GO": "\(folder.path)/go"])
    async let ending = child.end()
    await loop.run {}
    loop.stop()
    #expect(await ending == nil)
    let status = await onOwnThreads { () -> Int32 in
      var buffer = [UInt8](repeating: 0, count: 20)
      let writer = open("\(folder.path)/go", O_WRONLY)
      _ = write(writer, "on\n", 3)
      close(writer)
      let reader = open("\(folder.path)/go", O_RDONLY)
      let count = read(reader, &buffer, buffer.count)
      close(reader)
      // Nobody else waits for it any more.
      var status: Int32 = -1
      let text = String(decoding: buffer.prefix(max(0, count)).filter { $0 > 32 }, as: UTF8.self)
      waitpid(Int32(text) ?? -2, &status, 0)
      return status
    }
    #expect(status == 6 << 8)
  }

  @Test func `on a loop that was stopped nothing is started`() async throws {
    let loop = try EventLoop()
    loop.stop()
    let error = await #expect(throws: EventLoopError.self) {
      _ = try await ChildProcess.start(loop, ["true"], environment: [:])
    }
    #expect(error?.name == "ECANCELED")
  }
}
