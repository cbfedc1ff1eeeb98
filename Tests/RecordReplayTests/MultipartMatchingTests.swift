import HTTPModel
import RecordReplay
import TestSupport
import Testing

/// Multipart bodies are the same where their parts are.
struct MultipartMatchingTests {
  private static func request(_ body: String, boundary: String = "x", type: String = "form-data") -> Request {
    .sample(
      .post, "https://api.test/things", [HeaderField("Content-Type", "multipart/\(type); boundary=\(boundary)")],
      body: body.replacing("\n", with: "\r\n").replacing("--x", with: "--\(boundary)"))
  }

  private static let title = "--x\nContent-Disposition: form-data; name=\"title\"\n\nReport\n"
  private static let file =
    "--x\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\nContent-Type: application/pdf\n\n%PDF\n"
  private static let end = "--x--\n"

  @Test(arguments: [
    (title + file + end, true), (file + title + end, true),
    (title.replacing("\n\nReport", with: "\nContent-Type: text/plain; charset=utf-8\n\nReport") + file + end, true),
    ("preamble\n" + title + file + end, true),
    (
      title.replacing(
        "Content-Disposition: form-data; name=\"title\"", with: "content-disposition:form-data;name=title")
        + file + end, true
    ),
    (title + end, false), (title + title + file + end, false),
    (title.replacing("Report", with: "report") + file + end, false),
    (title + file.replacing("a.pdf", with: "b.pdf") + end, false),
    (title + file.replacing("/pdf", with: "/xml") + end, false),
    (title + file.replacing("\"file\"", with: "\"f\"") + end, false),
  ]) func `parts are compared by name, file, type and content`(body: String, same: Bool) async throws {
    let recorded = Self.request(Self.title + Self.file + Self.end)
    for boundary in ["x", "----WebKitFormBoundaryAbc", "'q'"] {
      #expect(try await MatchingTests.matches(recorded, Self.request(body, boundary: boundary)) == same)
    }
  }

  @Test func `the order of parts that have no names counts`() async throws {
    let one = "--x\nContent-Type: application/json\n\n{}\n", other = "--x\nContent-Type: text/html\n\n<p>\n"
    let recorded = Self.request(one + other + Self.end, type: "related")
    #expect(
      try await MatchingTests.matches(recorded, Self.request(one + other + Self.end, boundary: "y", type: "related")))
    #expect(try await !MatchingTests.matches(recorded, Self.request(other + one + Self.end, type: "related")))
  }

  @Test(arguments: ["", "text", "--x", "--x\n\nno head", "--x--"])
  func `what is no multipart body is compared as bytes`(body: String) async throws {
    #expect(try await MatchingTests.matches(Self.request(body), Self.request(body)))
    #expect(try await !MatchingTests.matches(Self.request(body), Self.request(body + "!")))
  }

  @Test func `a file's line ends may be those of a text file`() async throws {
    var recorded = Self.request(Self.title + Self.file + Self.end)
    recorded.body = .bytes(Array((Self.title + Self.file + Self.end).utf8))
    for content in ["Report", "Report\n"] {
      let received = Self.request((Self.title + Self.file + Self.end).replacing("Report", with: content), boundary: "y")
      #expect(try await MatchingTests.matches(recorded, received) == (content == "Report"))
    }
  }

  @Test func `a boundary inside a line divides nothing`() async throws {
    let tricky = Self.title.replacing("Report", with: "a --x b")
    let received = Self.request(tricky.replacing("a --x b", with: "a --y b") + Self.end, boundary: "z")
    #expect(try await !MatchingTests.matches(Self.request(tricky + Self.end), received))
  }

  @Test func `a miss names the part that differs`() async throws {
    let replayer = try Replayer([Self.request(Self.title + Self.file + Self.end)], api: .demo)
    let other = Self.file.replacing("%PDF", with: "%PNG") + "--x\nContent-Disposition: form-data; name=\"n\"\n\n1\n"
    #expect(await replayer.answer(Self.request(Self.title + other + Self.end, boundary: "y")) == "miss")
    #expect(
      replayer.misses.first?.closest?.mismatches == [
        Mismatch(
          pointer: "/body", recorded: "part name=\"file\"; filename=\"a.pdf\"; type=application/pdf: %PDF",
          received: "part name=\"file\"; filename=\"a.pdf\"; type=application/pdf: %PNG"),
        Mismatch(pointer: "/body", recorded: nil, received: "part name=\"n\": 1"),
      ])
  }

  @Test func `a secret in a part fits any other, whatever the boundary`() async throws {
    let secret = "--x\nContent-Disposition: form-data; name=\"password\"\n\nhunter-22-hunter\n"
    var cassette = Cassette(newAt: "c")
    cassette.append(try Interaction.sample(Self.request(secret + Self.title + Self.end)), api: .demo)
    let replayer = Replayer(cassette: cassette, apis: [.demo], afterLast: .repeatLast)
    #expect(await replayer.answer(Self.request(secret + Self.title + Self.end)) == "answer")
    let other = secret.replacing("hunter-22-hunter", with: "another")
    #expect(await replayer.answer(Self.request(other + Self.title + Self.end, boundary: "y")) == "answer")
    let wrong = Self.title.replacing("Report", with: "Other")
    #expect(await replayer.answer(Self.request(other + wrong + Self.end, boundary: "y")) == "miss")
  }
}
