import HTTPModel
import Reporting
import Testing

/// Lines on a terminal.
struct LineLayoutTests {
  private static let line =
    "  ok      CreateLicense    86 ms  POST https://api.keygen.sh/v1/accounts/07fab0ef-505c-447d-ae6a-932b5339300d/"
    + "licenses -> 201 [002-keygen-POST-licenses]"

  private func rows(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

  @Test func `in a pipe a line is as long as it is`() {
    #expect(LineLayout.unlimited.fitted(Self.line) == Self.line)
    #expect(LineLayout(width: 200).fitted(Self.line) == Self.line)
  }

  @Test func `where it fits a URL loses its middle, and keeps its host and its end`() {
    #expect(
      LineLayout(width: 120).fitted(Self.line, column: 34)
        == "  ok      CreateLicense    86 ms  POST https://api.keygen.sh/v…a-932b5339300d/licenses"
        + " -> 201 [002-keygen-POST-licenses]")
  }

  @Test func `what does not fit goes on below, in its column`() {
    #expect(
      LineLayout(width: 80).fitted(Self.line, column: 34) == """
          ok      CreateLicense    86 ms  POST https://api.keygen.sh/…b5339300d/licenses
                                          -> 201 [002-keygen-POST-licenses]
        """)
    #expect(
      LineLayout(width: 40).fitted(Self.line, column: 34) == """
          ok      CreateLicense    86 ms
              POST https://api.ke…9300d/licenses
              -> 201 [002-keygen-POST-licenses]
        """)
  }

  @Test(arguments: 30...130, [0, 34]) func `no row is wider than the terminal`(width: Int, column: Int) {
    let long = Self.line.replacing("keygen-POST", with: "k-P").replacing("002-k-P-licenses", with: "002")
    for row in rows(LineLayout(width: width).fitted(long, column: column)) {
      #expect(TextWidth.columns(row) <= width, "\(row)")
    }
  }

  @Test func `wide characters take two columns, marks and colours none`() {
    #expect(TextWidth.columns("客户") == 4)
    #expect(TextWidth.columns("e\u{301}") == 1)
    #expect(TextWidth.columns("🎉") == 2)
    #expect(TextWidth.columns("👩‍👩‍👧") == 2)
    #expect(TextWidth.columns("\u{1b}[31mmiss:\u{1b}[0m x") == 7)
    #expect(TextWidth.columns("한국어 ok") == 9)
    let url = "https://api.test/" + String(repeating: "客户/", count: 30)
    let row = LineLayout(width: 60).fitted("GET \(url) -> 200")
    #expect(TextWidth.columns(row) <= 60 && row.contains("…") && row.hasSuffix(" -> 200"), "\(row)")
  }

  @Test func `a URL that somebody copies stays whole, and so does a word that is too long`() {
    let row = "  ses     http://127.0.0.1:8080/ses  for https://email.us-east-1.amazonaws.com, and 15 more"
    let text = LineLayout(width: 40).fitted(row, shortening: false)
    #expect(text.contains("https://email.us-east-1.amazonaws.com,"))
    #expect(rows(text).first == "  ses     http://127.0.0.1:8080/ses  for")
    let command = String(repeating: "x", count: 50)
    #expect(LineLayout(width: 40).fitted("a \(command)") == "a\n    \(command)")
  }

  @Test func `a terminal that is too narrow for anything is left alone`() {
    #expect(LineLayout(width: 10).fitted(Self.line) == Self.line)
    #expect(LineLayout(width: 0).fitted(Self.line) == Self.line)
  }

  @Test func `a miss on a terminal has its URL short and its commands whole`() {
    let miss = Miss(
      reason: .neverRecorded, method: "GET",
      url: "https://api.keygen.sh/v1/accounts/07fab0ef-505c-447d-ae6a-932b5339300d/licenses/1", api: "keygen",
      cassette: "Cassettes/a-long-name-of-a-cassette", closest: nil)
    let text = rows(MissReport(miss).terminalText(in: LineLayout(width: 70)))
    #expect(text[0].contains("…") && TextWidth.columns(text[0]) <= 46)
    #expect(text.contains("  to record it: tapedeck record --cassette a-long-name-of-a-cassette --mode new_episodes"))
  }
}
