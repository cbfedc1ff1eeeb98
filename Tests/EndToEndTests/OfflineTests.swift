import TestSupport
import Testing

/// Replay where there is no network but loopback, watched by the kernel.
@Suite(
  .timeLimit(.minutes(10)),
  .enabled(
    if: Client.isThere("strace", "-f", "-Y", "-qq", "-e", "trace=%network", "-o", "/dev/null", "true"),
    "strace is missing, too old or not permitted"),
  .enabled(if: Client.isThere("unshare", "-rn", "ip", "link", "set", "lo", "up"), "no network namespace can be made"))
struct OfflineTests {
  private static let requests = """
    curl -sS --compressed https://api.demo.test/a https://api.demo.test/gzip https://api.demo.test/page
    curl -sS -d text https://api.demo.test/echo
    python3 -c 'import urllib.request as r; print(r.urlopen("https://api.demo.test/b").read())'
    curl -sS $TAPEDECK_DEMO_URL/c; curl -sS --http1.1 https://api.demo.test/moved
    """

  @Test func `replay answers everything over loopback, and connects to nothing itself`() throws {
    let runs = try Client.record(["sh", "-ec", Self.requests])
    let miss = "; curl -s https://api.demo.test/never $TAPEDECK_DEMO_URL/never > miss"
    let words = ["replay", "c", "--unused", "fail", "--", "sh", "-ec", Self.requests + miss]
    let result = try Subprocess.run(
      "unshare",
      [
        "-rn", "sh", "-ec", #"ip link set lo up; exec strace -f -Y -qq -s 0 -e trace=%network -o trace "$0" "$@""#,
        Program.path,
      ] + words, in: runs.folder.path,
      environment: ["XDG_STATE_HOME": "\(runs.folder.path)/state", "HOME": runs.folder.path])
    #expect(result.output == runs.live.output, "\(result.error)")
    #expect(result.status == 1)
    #expect(result.error.hasSuffix("\n2 misses, 0 of 7 interactions unused\n"), "\(result.error)")

    let trace = try runs.folder.text("trace").split(separator: "\n")
    let abroad = trace.filter { line in
      line.contains("sa_family=AF_INET") && !line.contains(#""127.0.0.1""#) && !line.contains(#""::1""#)
    }
    #expect(abroad == [])
    let connects = trace.filter { $0.contains(" connect(") }
    #expect(connects.contains { $0.contains("<curl>") }, "the clients are seen")
    #expect(connects.filter { $0.contains("<tapedeck") } == [])
    #expect(trace.contains { $0.contains("<tapedeck") && $0.contains(" listen(") })
  }
}
