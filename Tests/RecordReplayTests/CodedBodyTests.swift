import HTTPModel
import Hashing
import TestSupport
import Testing

@testable import RecordReplay

/// Bodies of which a file says that their coding was undone, and which are coded all the same.
struct CodedBodyTests {
  private static let text = #"{"token":"sk_live_coded_1"}"#
  /// printf '{"token":"sk_live_coded_1"}' | gzip -n | base64
  private static let gzip = "H4sIAAAAAAAAA6tWKsnPTs1TslIqzo7PySxLjU/OT0lNiTdUqgUApbdTMRsAAAA="
  /// python3 -c 'import zlib,base64; print(base64.b64encode(zlib.compress(b"""{"token":"sk_live_coded_1"}""")).decode())'
  private static let zlib = "eJyrVirJz07NU7JSKs6Oz8ksS41Pzk9JTYk3VKoFAIh2Cbc="

  private func stored(_ bytes: [UInt8], _ type: String, coding: String? = nil) throws -> StoredBody? {
    var headers: HeaderFields = [HeaderField("Content-Type", type)]
    if let coding { headers.append("Content-Encoding", coding) }
    var response = Response.sample("", headers)
    response.body = .bytes(bytes)
    let interaction = try Redactor().redact(
      Exchange(request: .sample(), outcome: .response(response)), api: .demo, recorded: Provenance(.recorded),
      coded: .undone)
    return interaction.outcome.body
  }

  @Test(arguments: [gzip, zlib], ["application/json", "text/plain", "application/octet-stream"])
  func `one that begins as a coded one does is undone, redacted and coded again for clients`(
    coded: String, type: String
  )
    throws
  {
    let bytes = try #require(Base64.decode(coded))
    for coding in [nil, coded == Self.gzip ? "gzip" : "deflate"] {
      let body = try #require(try stored(bytes, type, coding: coding))
      #expect(try body.bytes == Array(#"{"token":"sk_live_redac_0"}"#.utf8))
      #expect(body.coding == (coded == Self.gzip ? "gzip" : "deflate"))
    }
  }

  @Test(arguments: ["application/gzip", "application/zip", "application/zstd", "application/x-gzip"])
  func `an archive is content, and stays as it is`(type: String) throws {
    let bytes = try #require(Base64.decode(Self.gzip))
    let body = try #require(try stored(bytes, type))
    #expect(try body.bytes == bytes)
    #expect(body.coding == nil)
  }

  @Test func `an archive that was coded once more is undone once`() throws {
    let archive = try #require(Base64.decode(Self.gzip))
    let body = try #require(try stored(archive, "application/gzip", coding: "gzip"))
    #expect(try body.bytes != archive)
    #expect(body.coding == "gzip")
  }

  @Test func `what only begins as gzip does is refused where the header names a coding, else it is content`() throws {
    let bytes: [UInt8] = [0x1F, 0x8B, 0x08, 1, 2, 3]
    #expect(try stored(bytes, "application/octet-stream")?.bytes == bytes)
    #expect(throws: RedactionError.self) { try stored(bytes, "application/octet-stream", coding: "gzip") }
    // Text may begin as zlib does.
    let text = Array("x^2 + y^2 = 1".utf8)
    #expect(try stored(text, "text/plain", coding: "deflate")?.bytes == text)
  }

  @Test func `one that cannot be undone is refused, whatever it is called`() throws {
    let zstd: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x20, 0x02, 0x11, 0, 0, 0x7B]
    for coding in [nil, "zstd"] {
      #expect(throws: RedactionError.self) { try stored(zstd, "application/json", coding: coding) }
    }
  }

  /// printf '{"token":"sk_live_coded_1"}' | brotli: a short text stands in it as it is.
  private static let brotli: [UInt8] = [0x0B, 0x0D, 0x80] + Array(text.utf8) + [0x03]

  @Test(arguments: ["application/json", "text/html; charset=utf-8", "application/problem+json", "image/svg+xml"])
  func `one in Brotli that the file holds as it came is undone or refused, one that was undone is not`(
    type: String
  ) throws {
    let body = try #require(try stored(Self.brotli, type, coding: "br"))
    #expect(try !String(decoding: body.bytes, as: UTF8.self).contains("coded_1"))
    #expect(body.coding == "br")
    #expect(throws: RedactionError.coded("the body is still coded with br, and cannot be undone")) {
      try stored([0x01, 0xFF] + Self.brotli, type, coding: "br")
    }
    #expect(try stored(Array("{}".utf8), type, coding: "br")?.bytes == Array("{}".utf8))
    #expect(try stored(Array("Gr\u{FC}\u{DF}e".unicodeScalars.map { UInt8($0.value) }), type, coding: "br") != nil)
  }
}
