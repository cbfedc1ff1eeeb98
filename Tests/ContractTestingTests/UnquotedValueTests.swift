import ContractTesting
import Findings
import HTTPModel
import Testing

/// Where messages may hold no value, what may be one is not in them, wherever it stands.
struct UnquotedValueTests {
  private static let token = "bot110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"

  private func text(_ request: Request, quoted: Bool = false) throws -> String {
    var options = Verification(.strict)
    options.quotesValues = quoted
    let contract = try SampleContract.make(
      """
      paths:
        /v2/items: {post: {requestBody: {content: {application/json: {}, text/plain: {}}}, responses: {}}}
      """)
    let findings = contract.verify(request, options) + contract.verify(Response(status: 200), to: request, options)
    try #require(!findings.isEmpty)
    return "\(findings)"
  }

  @Test(arguments: ["/\(token)/v2/getMe?x=1", "/v2/items/\(token)", "/v2/items/0123456789", "/v2/items/%20secret"])
  func `a segment of a path that is no plain word is not shown`(target: String) throws {
    let request = SampleContract.get(target), text = try text(request)
    for part in [Self.token, "0123456789", "secret"] { #expect(!text.contains(part), "\(text)") }
    #expect(text.contains("/v2/") && text.contains("…"), "\(text)")
    #expect(!(try self.text(request, quoted: true)).contains("…"))
  }

  @Test func `nor is the name of what has no value in the query`() throws {
    let request = SampleContract.post("", to: "/v2/items?\(Self.token)&flag&\(Self.token)2=x")
    let text = try text(request)
    #expect(!text.contains("\"\(Self.token)\"") && text.contains("\\\"flag\\\"") && text.contains("\(Self.token)2"))
  }

  @Test func `nor is a media type that is none`() throws {
    let request = SampleContract.post("{}", to: "/v2/items", headers: [HeaderField("Content-Type", Self.token)])
    let text = try text(request)
    #expect(!text.contains(Self.token) && text.contains("the media type cannot be read"), "\(text)")
    #expect(try self.text(request, quoted: true).contains("the media type is \(Self.token)"))
  }
}
