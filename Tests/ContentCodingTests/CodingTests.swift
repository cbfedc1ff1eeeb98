import ContentCoding
import Testing

struct CodingTests {
  @Test func `names are read whatever their case, in the order they were applied`() throws {
    #expect(try Coding.list("gzip") == [.gzip])
    #expect(try Coding.list(" X-GZip ,identity,, deflate") == [.gzip, .deflate])
    #expect(try Coding.list("") == [])
  }

  @Test(arguments: ["br", "BR", "zstd", "gzip, zstd"]) func `brotli and zstandard are codings`(value: String) throws {
    #expect(try Coding.list(value).last == (value.lowercased().hasSuffix("br") ? .br : .zstd))
  }

  @Test func `several codings are undone from the last to the first`() throws {
    // RFC 1950 round one stored block (RFC 1951 section 3.2.4).
    let deflated: [UInt8] = [0x78, 1, 1, 3, 0, 0xfc, 0xff] + Array("abc".utf8) + [2, 0x4d, 1, 0x27]
    #expect(try Coding.undo("deflate, gzip", of: GzipEncoder.encode(deflated)) == Array("abc".utf8))
    #expect(throws: CodingError.self) { try Coding.undo("gzip, deflate", of: GzipEncoder.encode(deflated)) }
  }

  @Test(arguments: ["compress", "gzip;q=1", "aws-chunked"]) func `another name is unknown`(value: String) {
    #expect(throws: CodingError.unknown(value)) { try Coding.list(value) }
  }

  @Test func `a list without an end is refused`() throws {
    #expect(try Coding.list(Array(repeating: "gzip", count: 8).joined(separator: ",")).count == 8)
    #expect(throws: CodingError.self) { try Coding.list(Array(repeating: "gzip", count: 9).joined(separator: ",")) }
  }

  // Made with Python's zlib: compress(b"Tapedeck Tapedeck"), and the same without header and checksum.
  @Test(
    arguments: [
      [
        0x78, 0x9c, 0x0b, 0x49, 0x2c, 0x48, 0x4d, 0x49, 0x4d, 0xce, 0x56, 0x08, 0x81, 0x32, 0x00, 0x38, 0xfa, 0x06,
        0x63,
      ],
      // A stored block, whose first byte says of itself what zlib's header begins with.
      [0x08, 0x11, 0x00, 0xee, 0xff] + Array("Tapedeck Tapedeck".utf8) + [0x03, 0x00],
      [0x0b, 0x49, 0x2c, 0x48, 0x4d, 0x49, 0x4d, 0xce, 0x56, 0x08, 0x81, 0x32, 0x00],
    ] as [[UInt8]])
  func `deflate is undone with zlib's header and without`(bytes: [UInt8]) throws {
    #expect(try Coding.deflate.decode(bytes) == Array("Tapedeck Tapedeck".utf8))
  }
}
