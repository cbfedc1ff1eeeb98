import RecordReplay
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A recorder that is killed at any moment leaves a cassette that holds all that a client saw the end of.
@Suite(.timeLimit(.minutes(15))) struct SurvivalTests {
  /// Sixteen clients, each with a connection of its own; prints the number of each answer that it has whole.
  private static let clients = """
    import http.client, itertools, sys, threading
    host, port = sys.argv[1].split(":")
    numbers = itertools.count()
    lock = threading.Lock()
    def client():
        try:
            connection = http.client.HTTPConnection(host, int(port), timeout=60)
            while True:
                number = next(numbers)
                connection.request("GET", f"/demo/n/x{number}?n={number}")
                body = connection.getresponse().read()
                if f"n={number}".encode() not in body: return
                with lock: print(number, flush=True)
        except (OSError, http.client.HTTPException): pass
    threads = [threading.Thread(target=client) for _ in range(16)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    """

  @Test func `after a kill at a random moment the cassette loads and lacks nothing, fifty times`() throws {
    let upstream = try Upstream()
    defer { upstream.end() }
    var random = SeededGenerator(seed: 20_261_129)
    var kept = 0
    for _ in 0..<50 {
      let folder = try TemporaryFolder()
      try folder.write(Self.clients, to: "clients.py")
      let recorder = try Recorder(upstream, in: folder)
      let clients = try Subprocess.start(
        "python3", ["-u", "clients.py", recorder.origin.replacing("http://", with: "")], in: folder.path)
      var seen = ""
      for _ in 0..<Int.random(in: 1...60, using: &random) { seen += clients.readOutput(until: "\n") }
      recorder.process.signal(SIGKILL)
      _ = recorder.process.finish()
      seen += clients.finish().output
      let cassette = try Cassette(loading: folder.path + "/Cassettes/c")
      let recorded = Set(
        try cassette.interactions.map { "\($0.request.url)".split(separator: "=").last.map(String.init) })
      let finished = seen.split(separator: "\n").map(String.init)
      #expect(!finished.isEmpty)
      #expect(finished.allSatisfy { recorded.contains($0) }, "\(finished.filter { !recorded.contains($0) })")
      #expect(!cassette.manifest.complete)
      kept += cassette.count
    }
    #expect(kept > 50)
  }
}
