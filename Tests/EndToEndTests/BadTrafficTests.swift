import TestSupport
import Testing

#if os(Linux)
  /// Slow clients, huge heads, bad TLS, clients and servers that go away or lie, through one recorder in one process.
  /// `Benchmarks abuse` sends 10,000 of them.
  @Suite(.timeLimit(.minutes(10))) struct BadTrafficTests {
    @Test func `everything bad is called by its name, and leaves neither descriptors nor memory behind`() throws {
      let folder = try TemporaryFolder()
      try folder.write(BadTraffic.program, to: "traffic.py")
      let result = try Subprocess.run(
        "python3", ["traffic.py", Program.path, folder.path, "4600", "2", "8"], in: folder.path)
      #expect(result.status == 0, "\(result.output)\(result.error)")
      #expect(result.output.contains("\n23 kinds, 4601 exchanges\n"), "\(result.output)")
    }
  }
#endif
