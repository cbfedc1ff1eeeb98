import Hashing
import Testing

struct DigestStreamTests {
  @Test(arguments: Digest.allCases) func `pieces have the hash of the whole`(digest: Digest) {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
    var stream = DigestStream(digest)
    for start in stride(from: 0, to: bytes.count, by: 70) { stream.add(Array(bytes[start..<min(start + 70, 1000)])) }
    stream.add([])
    #expect(stream.finish() == digest.hash(bytes))
    #expect(DigestStream(digest).finish() == digest.hash([]))
  }
}
