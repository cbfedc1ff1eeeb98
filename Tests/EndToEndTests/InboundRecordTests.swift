import TestSupport
import Testing

/// Webhooks that pass through the built recorder to an endpoint.
@Suite(.timeLimit(.minutes(5))) struct InboundRecordTests {
  @Test func `a webhook reaches the endpoint as it was sent, and stands in the cassette beside what we asked`() throws {
    let upstream = try Upstream(), folder = try TemporaryFolder()
    defer { upstream.end() }
    let recorder = try Recorder(upstream, in: folder, "--inbound", "demo=https://api.demo.test/echo")
    let event = #"{ "type":"thing.made",  "token":"\#("q7Wz" + "T3mK9xVb2LrYc8")" }"#
    let answer = try Subprocess.run(
      "curl",
      [
        "-s", "-w", " %{http_code}", "--noproxy", "*", "-H", "Content-Type: application/json", "-H",
        "Host: tunnel.example", "-d", event, "\(recorder.origin)/_inbound/demo?x=1",
      ])
    #expect(answer.output == event + " 201")
    #expect(try recorder.curl("/a").status == 0)
    let end = recorder.end()
    #expect(end.error.hasSuffix("2 recorded, 0 not; see them: tapedeck show c\n"), "\(end.error)")
    #expect(end.output.contains("001-demo-webhook  POST https://api.demo.test/echo?x=1 <- 201, "), "\(end.output)")
    let written = try folder.text("Cassettes/c/001-demo-webhook.json")
    #expect(written.contains(#""direction": "inbound""#) && written.contains("Host: tunnel.example"))
    #expect(!written.contains("T3mK9xVb2LrYc8"))
    let shown = try Subprocess.run(Program.path, ["show", "c"], in: folder.path)
    #expect(shown.output.contains("001-demo-webhook\n    POST https://api.demo.test/echo?x=1 <- 201"))
    #expect(shown.output.contains("002-demo-GET-a\n"))
  }

  @Test(arguments: [
    ("x", "--inbound 'x' is not NAME=URL"), ("other=http://127.0.0.1:1/", "no API has this name; known are demo"),
  ])
  func `an endpoint that names no API is an error with the next command`(value: String, text: String) throws {
    let folder = try TemporaryFolder()
    let result = try Subprocess.run(
      Program.path, ["record", "--cassette", "c", "--api", "demo=https://api.demo.test", "--inbound", value],
      in: folder.path, environment: ["XDG_STATE_HOME": folder.path + "/state"])
    #expect(result.status == 2 && result.error.contains(text) && result.error.contains("next: tapedeck record"))
  }
}
