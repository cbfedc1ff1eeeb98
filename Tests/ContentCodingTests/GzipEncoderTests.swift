import ContentCoding
import Testing

struct GzipEncoderTests {
  @Test func `the header holds no time and no system`() {
    let coded = GzipEncoder.encode(Array("Tapedeck".utf8))
    #expect(Array(coded.prefix(10)) == [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])
    #expect(coded == GzipEncoder.encode(Array("Tapedeck".utf8)))
  }

  @Test func `nothing is a gzip body too`() throws {
    #expect(try Coding.gzip.decode(GzipEncoder.encode([])) == [])
  }

  @Test func `a flushed piece can be read before the end`() throws {
    var encoder = GzipEncoder()
    var decoder = ContentDecoder(.gzip)
    #expect(try decoder.decode(encoder.encode(Array("data: 1\n\n".utf8), flush: true)) == Array("data: 1\n\n".utf8))
    #expect(try decoder.decode(encoder.encode(Array("data: 2\n\n".utf8), flush: true)) == Array("data: 2\n\n".utf8))
    #expect(try decoder.decode(encoder.finish()) == [])
    #expect(try decoder.finish() == [])
  }
}
