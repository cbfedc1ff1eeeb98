import TestSupport
import Testing

/// The program alone: a folder that is empty and in no project, no network but loopback, no home.
@Suite(
  .timeLimit(.minutes(5)),
  .enabled(if: Client.isThere("unshare", "-rn", "ip", "link", "set", "lo", "up"), "no network namespace can be made"))
struct AloneTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs a shell's commands in the folder, with `tapedeck` on the PATH.
  private func run(_ commands: String) throws -> Subprocess.Result {
    let programs = Program.path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
      separator: "/")
    return try Subprocess.run(
      "unshare", ["-rn", "sh", "-ec", "ip link set lo up; cd here; \(commands)"], in: folder.path,
      environment: [
        "PATH": "\(programs):/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": folder.path,
        "XDG_STATE_HOME": "", "no_proxy": "", "NO_PROXY": "",
      ])
  }

  @Test func `run, init and replay do their work from an empty folder without a network`() throws {
    try folder.write("", to: "here/.keep")
    let purchase = try run("! curl -s --max-time 5 https://api.paddle.com; tapedeck run purchase; ls")
    #expect(purchase.status == 0, "\(purchase.error)")
    #expect(purchase.output.contains("\n  | Your license key is: 667640-D55B38-374BEC-DAF09B-A9C692-V3\n"))
    #expect(
      purchase.output.hasSuffix(
        """
        SUCCEEDED after 280 ms
          output: {"MessageId":"010001932f1c7c5e-6f0b8f1a-4d8c-4f57-9a31-0c5d2e7b9a64-000000"}

        """), "\(purchase.output)")
    #expect(purchase.error.contains("nothing went over the network"), "\(purchase.error)")

    let made = try run("tapedeck init; ls -d */*/*")
    #expect(made.status == 0, "\(made.error)")
    #expect(made.output == "Cassettes/\nSchemas/example/profile.json\nSchemas/example/profile.json\n")

    let customer = "customers/ctm_01hv6y1jedq4p1n0yqn5ba3ky4"
    let asked = try run(
      """
      tapedeck replay purchase -- curl -sS -H 'Authorization: Bearer any' https://api.paddle.com/\(customer)
      tapedeck replay purchase -- sh -c 'curl -sS -H "Authorization: Bearer any" "$TAPEDECK_PADDLE_URL/\(customer)"'
      """)
    #expect(asked.status == 0, "\(asked.error)")
    let recorded = #"{"data":{"id":"ctm_01hv6y1jedq4p1n0yqn5ba3ky4","status":"active","#
    #expect(asked.output.split(separator: recorded, omittingEmptySubsequences: false).count == 3, "\(asked.output)")
    #expect(asked.error.contains("\n0 misses, 6 of 9 interactions unused\n"), "\(asked.error)")

    let missed = try run("tapedeck replay purchase -- curl -sS -w '%{http_code}' -o body https://api.paddle.com/never")
    #expect(missed.status == 1)
    #expect(missed.output == "599")
  }
}
