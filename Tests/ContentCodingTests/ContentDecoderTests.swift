import ContentCoding
import Testing

struct ContentDecoderTests {
  static let text = (0..<20_000).flatMap { Array("line \($0)\n".utf8) }

  @Test(arguments: [1, 2, 3, 1000, 65_536, 1 << 20]) func `any cut into chunks gives the same bytes`(size: Int) throws {
    let coded = GzipEncoder.encode(Self.text)
    var decoder = ContentDecoder(.gzip)
    var result: [UInt8] = []
    for start in stride(from: 0, to: coded.count, by: size) {
      result += try decoder.decode(Array(coded[start..<min(start + size, coded.count)]))
    }
    result += try decoder.finish()
    #expect(result == Self.text)
  }

  @Test func `deflate split after its first byte is undone`() throws {
    var decoder = ContentDecoder(.deflate)
    #expect(try decoder.decode([0x0b]) == [])
    let rest: [UInt8] = [0x49, 0x2c, 0x48, 0x4d, 0x49, 0x4d, 0xce, 0x56, 0x08, 0x81, 0x32, 0x00]
    #expect(try decoder.decode(rest) == Array("Tapedeck Tapedeck".utf8))
    #expect(try decoder.finish() == [])
  }

  @Test func `an empty body stays empty`() throws {
    for coding in Coding.allCases { #expect(try coding.decode([]) == []) }
  }

  @Test func `members one after the other are one body`() throws {
    let coded = GzipEncoder.encode(Array("one ".utf8)) + GzipEncoder.encode(Array("two".utf8))
    #expect(try Coding.gzip.decode(coded) == Array("one two".utf8))
  }

  @Test func `more than the limit is refused, just the limit is not`() throws {
    let bomb = GzipEncoder.encode([UInt8](repeating: 0, count: 1 << 22))
    #expect(throws: CodingError.tooLong(limit: 1 << 20)) { try Coding.gzip.decode(bomb, limit: 1 << 20) }
    #expect(try Coding.gzip.decode(bomb, limit: 1 << 22).count == 1 << 22)
    #expect(throws: CodingError.tooLong(limit: 3)) { try Coding.identity.decode([1, 2, 3, 4], limit: 3) }
    #expect(try Coding.identity.decode([1, 2, 3, 4], limit: 4) == [1, 2, 3, 4])
  }

  @Test func `the limit is for all chunks together`() throws {
    var encoder = GzipEncoder()
    var decoder = ContentDecoder(.gzip, limit: 15)
    #expect(try decoder.decode(encoder.encode(Array("Tapedeck".utf8), flush: true)) == Array("Tapedeck".utf8))
    let error: CodingError?
    do throws(CodingError) {
      _ = try decoder.decode(encoder.encode(Array("Tapedeck".utf8), flush: true))
      error = nil
    } catch let failure {
      error = failure
    }
    #expect(error == .tooLong(limit: 15))
  }

  @Test func `every cut end is told`() throws {
    let coded = GzipEncoder.encode(Array("Tapedeck".utf8))
    for length in 1..<coded.count {
      #expect(throws: CodingError.truncated) { try Coding.gzip.decode(Array(coded[..<length])) }
    }
    #expect(throws: CodingError.truncated) { try Coding.deflate.decode([0x78]) }
  }

  @Test func `damage is told and nothing crashes`() throws {
    let text = Array("Tapedeck Tapedeck Tapedeck".utf8)
    let coded = GzipEncoder.encode(text)
    var unharmed: [Int] = []
    for index in coded.indices {
      var damaged = coded
      damaged[index] ^= 0xff
      guard let decoded = try? Coding.gzip.decode(damaged, limit: 1 << 20) else { continue }
      #expect(decoded == text)
      unharmed.append(index)
    }
    // The time, the extra flags and the system say nothing of the content (RFC 1952 section 2.3).
    #expect(unharmed == Array(4...9))
    #expect(throws: CodingError.self) { try Coding.gzip.decode(Array("plain text".utf8)) }
    #expect(throws: CodingError.self) { try Coding.gzip.decode(coded + [1, 2, 3]) }
    #expect(throws: CodingError.self) { try Coding.deflate.decode([0x78, 0x9c, 3, 0, 0, 0, 0, 1, 7]) }
    // Unlike gzip's, deflate's body is one.
    let empty: [UInt8] = [0x78, 0x9c, 3, 0, 0, 0, 0, 1]
    #expect(try Coding.deflate.decode(empty) == [])
    #expect(throws: CodingError.self) { try Coding.deflate.decode(empty + empty) }
  }
}
