import TestSupport
import Testing

/// Downloads of 200 MiB through the built recorder.
@Suite(.timeLimit(.minutes(10))) struct LongBodyRecordTests {
  /// The most memory that a process has had, in MiB.
  static func peak(_ process: RunningProcess) throws -> Int {
    let status = String(decoding: try SharedFiles.contents("/proc/\(process.identifier)/status"), as: UTF8.self)
    return try #require(status.firstMatch(of: #/VmHWM:\s+(\d+) kB/#).flatMap { Int($0.1) }) / 1024
  }

  #if os(Linux)
    @Test(arguments: ["image", "image&long", "text", "text&long"])
    func `memory stays bounded, and what is no text is recorded`(kind: String) throws {
      let upstream = try Upstream(), folder = try TemporaryFolder()
      let recorder = try Recorder(upstream, in: folder)
      _ = try recorder.curl("/a")
      let before = try Self.peak(recorder.process)
      #expect(
        try recorder.curl("/stream/200?\(kind)", "-o", "/dev/null", "-w", "%{size_download}").output == "209715200")
      let grown = try Self.peak(recorder.process) - before
      #expect(grown < 64, "\(grown) MiB more")
      let end = recorder.end()
      upstream.end()
      guard kind.hasPrefix("image") else {
        #expect(end.output.contains("not recorded: GET demo -> 200: the response's body exceeds 32 MiB"))
        return
      }
      #expect(end.status == 0 && end.error.contains("2 recorded, 0 not"), "\(end.error)")
      #expect(end.output.contains(" -> 200, 209715200 bytes, "))
      let server = try ReplayTests.Server("c", in: folder.path)
      let again = try Subprocess.run(
        "curl",
        [
          "-s", "--noproxy", "*", "-o", "/dev/null", "-w", "%{size_download}",
          "\(server.origin)/demo/stream/200?\(kind)",
        ])
      #expect(again.output == "209715200")
      #expect(server.end().status == 0)
    }

    @Test func `the longest body that is kept can be said`() throws {
      let upstream = try Upstream(), folder = try TemporaryFolder()
      let recorder = try Recorder(upstream, in: folder, "--max-body", "8M")
      _ = try recorder.curl("/stream/9?image", "-o", "/dev/null")
      let end = recorder.end()
      upstream.end()
      #expect(end.status == 1 && end.output.contains("the response's body exceeds 8 MiB"), "\(end.output)")
    }
  #endif

  @Test(arguments: ["x", "0", "-1M", "4T", "M"])
  func `what is no size is an error`(value: String) throws {
    let folder = try TemporaryFolder()
    let result = try Subprocess.run(
      Program.path, ["record", "--cassette", "c", "--max-body", value], in: folder.path,
      environment: ["XDG_STATE_HOME": folder.path + "/state"])
    #expect(
      result.status == 2 && result.error.contains("record: --max-body '\(value)' is not a size"), "\(result.error)")
  }
}
