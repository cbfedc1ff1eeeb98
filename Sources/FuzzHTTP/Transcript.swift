import CorpusReplay
import HTTPModel

/// What a reader says of a stream of messages, however the stream is cut.
struct Transcript: Equatable {
  enum Entry: Equatable {
    case request(RequestHead, BodyFraming)
    case response(ResponseHead, BodyFraming)
    case body([UInt8], trailers: HeaderFields)
    /// The last one: content that came before the error, and the error.
    case failed([UInt8], MessageError)
  }

  var entries: [Entry] = []
}

/// Reads messages off a connection as HTTPServing and the tests' clients do.
struct Conversation {
  enum Side { case requests, responses }

  private(set) var transcript = Transcript()
  private let side: Side
  private var requests: RequestHeadReader
  private var responses: ResponseHeadReader
  private let limits: MessageLimits
  private var body: Body?
  private var kept: ArraySlice<UInt8> = []
  private var isOver = false

  private struct Body {
    var content: [UInt8] = []
    var left = 0
    var chunks: ChunkedDecoder?
    var endsWithStream = false

    /// The trailers, once the body is whole.
    mutating func take(_ kept: inout ArraySlice<UInt8>) throws(MessageError) -> HeaderFields? {
      if chunks != nil {
        let count = try chunks?.decode(kept.span.bytes, into: &content) ?? 0
        require(count == kept.count || chunks?.isComplete == true, "bytes of a chunked body were left")
        kept = kept.dropFirst(count)
        return chunks?.isComplete == true ? chunks?.trailers : nil
      }
      let count = endsWithStream ? kept.count : min(left, kept.count)
      content += kept.prefix(count)
      left -= count
      kept = kept.dropFirst(count)
      return endsWithStream || left > 0 ? nil : []
    }
  }

  init(_ side: Side, limits: MessageLimits) {
    (self.side, self.limits) = (side, limits)
    requests = RequestHeadReader(limits: limits)
    responses = ResponseHeadReader(limits: limits)
  }

  mutating func take(_ piece: ArraySlice<UInt8>) {
    kept += piece
    while !isOver {
      do throws(MessageError) {
        guard try step() else { return }
      } catch {
        transcript.entries.append(.failed(body?.content ?? [], error))
        isOver = true
      }
    }
  }

  /// The stream ends.
  mutating func end() {
    guard let body, body.endsWithStream, !isOver else { return }
    transcript.entries.append(.body(body.content, trailers: []))
  }

  /// Whether there may be more to do with the bytes at hand.
  private mutating func step() throws(MessageError) -> Bool {
    guard body != nil else { return try head() }
    guard let trailers = try body?.take(&kept) else { return false }
    transcript.entries.append(.body(body?.content ?? [], trailers: trailers))
    body = nil
    return true
  }

  private mutating func head() throws(MessageError) -> Bool {
    let framing: BodyFraming
    let bytes = kept
    switch side {
    case .requests:
      guard let (head, count) = try requests.read(bytes.span.bytes) else { return false }
      require(count <= bytes.count, "a head is longer than what came")
      Oracle.check(head, bytes: bytes.prefix(count))
      kept = kept.dropFirst(count)
      framing = try BodyFraming(of: head)
      Oracle.check(framing, head)
      _ = try head.host()
      _ = (head.isPersistent, head.expectsContinue, head.target.form(for: head.method))
      transcript.entries.append(.request(head, framing))
    case .responses:
      guard let (head, count) = try responses.read(bytes.span.bytes) else { return false }
      Oracle.check(head, bytes: bytes.prefix(count))
      kept = kept.dropFirst(count)
      framing = try BodyFraming(of: head, to: .get)
      transcript.entries.append(.response(head, framing))
    }
    switch framing {
    case .none: break
    case .length(let count): body = Body(left: count)
    case .chunked: body = Body(chunks: ChunkedDecoder(limits: limits))
    case .untilClose: body = Body(endsWithStream: true)
    }
    return true
  }
}
