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

  @Test(arguments: CodedSample.all, [1, 2, 3, 7, 1000])
  func `any cut of what a command-line tool made gives its text`(sample: CodedSample, size: Int) throws {
    var decoder = ContentDecoder(sample.coding)
    var result: [UInt8] = []
    for start in stride(from: 0, to: sample.bytes.count, by: size) {
      result += try decoder.decode(Array(sample.bytes[start..<min(start + size, sample.bytes.count)]))
    }
    result += try decoder.finish()
    #expect(result == sample.text)
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

  @Test func `frames of zstandard one after the other are one body, and one that is skipped is nothing`() throws {
    let skipped: [UInt8] = [0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]
    let word = CodedSample.word(.zstd).bytes
    #expect(
      try Coding.zstd.decode(word + skipped + word) == CodedSample.word(.zstd).text + CodedSample.word(.zstd).text)
  }

  @Test func `a window that exceeds 8 MiB is refused`() throws {
    // cat word | zstd --long=24, and --long=23
    let large = CodedSample.hex("28b52ffd0470890000546170656465636b20546170656465636bf6d6c90f")
    #expect(throws: CodingError.self) { try Coding.zstd.decode(large) }
    var fitting = large
    fitting[5] = 0x68
    #expect(try Coding.zstd.decode(fitting) == CodedSample.word(.zstd).text)
  }

  @Test(arguments: [CodedSample.zeros(.br), .zeros(.zstd)])
  func `four megabytes of zeros in a few bytes stop at the limit`(bomb: CodedSample) throws {
    #expect(throws: CodingError.tooLong(limit: 1 << 20)) { try bomb.coding.decode(bomb.bytes, limit: 1 << 20) }
    #expect(throws: CodingError.tooLong(limit: 1 << 22 - 1)) { try bomb.coding.decode(bomb.bytes, limit: 1 << 22 - 1) }
    #expect(try bomb.coding.decode(bomb.bytes, limit: 1 << 22).count == 1 << 22)
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

  @Test(arguments: CodedSample.all) func `what a command-line tool made is told apart from its start and from more`(
    sample: CodedSample
  ) throws {
    for length in 1..<sample.bytes.count {
      #expect(throws: CodingError.truncated) { try sample.coding.decode(Array(sample.bytes[..<length])) }
    }
    #expect(throws: CodingError.self) { try sample.coding.decode(sample.bytes + [0]) }
    #expect(throws: CodingError.self) { try sample.coding.decode(sample.bytes + Array("rest".utf8)) }
    var decoder = ContentDecoder(sample.coding)
    #expect(try decoder.decode(sample.bytes) == sample.text)
    let error: CodingError?
    do throws(CodingError) {
      _ = try decoder.decode(Array("rest".utf8))
      error = nil
    } catch let failure {
      error = failure
    }
    #expect(error != nil)
  }

  @Test(arguments: CodedSample.all) func `each damaged byte gives the text, other text or an error`(
    sample: CodedSample
  ) throws {
    for index in sample.bytes.indices {
      for bit in 0..<8 {
        var damaged = sample.bytes
        damaged[index] ^= 1 << UInt8(bit)
        let decoded = try? sample.coding.decode(damaged, limit: 1 << 20)
        if let decoded { #expect(decoded.count <= 1 << 20) }
        if sample.hasChecksum, let decoded { #expect(decoded == sample.text) }
      }
    }
    for other in ["plain text", #"{"a":1}"#, "<html>"] {
      #expect(throws: CodingError.self) { try sample.coding.decode(Array(other.utf8)) }
    }
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
