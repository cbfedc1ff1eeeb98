import HTTPModel
import TestSupport
import Testing

/// Messages one after another, well-formed and damaged, cut at random.
struct PiecesTests {
  /// One request as it was understood.
  struct Message: Equatable {
    var head: RequestHead
    var content: [UInt8] = []
    var trailers: HeaderFields = []
  }

  struct Result: Equatable {
    var messages: [Message] = []
    var error: MessageError?
    /// Bytes that belong to no whole message.
    var left = 0
  }

  /// Reads requests as a connection does.
  static func read(_ pieces: [[UInt8]], _ limits: MessageLimits) -> Result {
    var result = Result()
    var kept: [UInt8] = []
    var reader = RequestHeadReader(limits: limits)
    var message: Message?
    var framing = BodyFraming.none
    var decoder = ChunkedDecoder(limits: limits)
    do {
      for piece in pieces {
        kept += piece
        while true {
          if message == nil {
            guard let (head, count) = try reader.read(kept.span.bytes) else { break }
            _ = try head.host()
            framing = try BodyFraming(of: head)
            if case .length(let length) = framing, length > limits.maxBodyBytes ?? .max {
              throw MessageError.bodyTooLong
            }
            decoder = ChunkedDecoder(limits: limits)
            message = Message(head: head)
            kept.removeFirst(count)
          }
          guard var current = message else { break }
          if framing == .chunked {
            kept.removeFirst(try decoder.decode(kept.span.bytes, into: &current.content))
            current.trailers = decoder.trailers
          } else if case .length(let length) = framing {
            let count = min(kept.count, length - current.content.count)
            current.content += kept[..<count]
            kept.removeFirst(count)
          }
          message = current
          guard isWhole(current, framing, decoder) else { break }
          result.messages.append(current)
          message = nil
        }
      }
    } catch let error as MessageError {
      result.error = error
      return result
    } catch {}
    result.left = kept.count
    return result
  }

  private static func isWhole(_ message: Message, _ framing: BodyFraming, _ decoder: ChunkedDecoder) -> Bool {
    switch framing {
    case .none, .untilClose: true
    case .length(let length): message.content.count == length
    case .chunked: decoder.isComplete
    }
  }

  /// Requests one after another; sometimes with bytes changed, dropped or added.
  static func stream(_ random: inout SeededGenerator) throws -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      if Int.random(in: 0..<5, using: &random) == 0 { bytes += [13, 10] }
      let content = (0..<Int.random(in: 0...200, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      var fields = "Host: a\r\nX-Twice: 1\r\nx-twice:\t2 \r\n"
      var body: [UInt8] = []
      switch Int.random(in: 0...2, using: &random) {
      case 0:
        fields += "Content-Length: \(content.count)\r\n"
        body = content
      case 1:
        fields += "Transfer-Encoding: chunked\r\n"
        for piece in random.pieces(of: content, longest: 90) {
          let size = String(piece.count, radix: 16, uppercase: Bool.random(using: &random))
          body +=
            Array((size + [" ;a=\"b\"", "", ";c"][Int.random(in: 0...2, using: &random)] + "\r\n").utf8) + piece + [
              13, 10,
            ]
        }
        try ChunkedEncoder.appendEnd(trailers: Bool.random(using: &random) ? [HeaderField("T", "u")] : [], to: &body)
      default: break
      }
      bytes += Array("POST /p?q=\(content.count) HTTP/1.1\r\n\(fields)\r\n".utf8) + body
    }
    for _ in 0..<[0, 0, 1, 3][Int.random(in: 0...3, using: &random)] {
      let index = Int.random(in: 0..<bytes.count, using: &random)
      let byte =
        [13, 10, 0, 32, 58, 44, 59, 9, 48, 255, UInt8.random(in: 0...255, using: &random)]
        .randomElement(using: &random) ?? 0
      switch Int.random(in: 0...2, using: &random) {
      case 0: bytes[index] = byte
      case 1: bytes.insert(byte, at: index)
      default: bytes.remove(at: index)
      }
    }
    return bytes
  }

  @Test(arguments: 0..<8)
  func `random pieces give the same messages, or the same error, as the whole`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var limits = MessageLimits()
    limits.maxHeadBytes = 120
    limits.maxFields = 5
    limits.maxTargetBytes = 40
    limits.maxBodyBytes = 190
    limits.maxChunkLineBytes = 12
    var errors = 0, whole = 0
    for _ in 0..<500 {
      let bytes = try Self.stream(&random)
      let expected = Self.read([bytes], limits)
      if expected.error == nil { whole += 1 } else { errors += 1 }
      for longest in [1, 7, 60] {
        #expect(Self.read(random.pieces(of: bytes, longest: longest), limits) == expected, "\(bytes)")
      }
    }
    // Both kinds have to come up for this to say anything.
    #expect(errors > 50 && whole > 50)
  }
}
