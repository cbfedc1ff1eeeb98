import HTTPModel
import TestSupport

/// What a reader made of some bytes: a value or an error.
enum Reading<Value: Equatable>: Equatable {
  case read(Value, count: Int)
  /// More bytes are needed.
  case incomplete
  case refused(MessageError)
}

/// Feeds a head reader pieces as a connection does: all that has come so far each time.
private func read<Head>(
  _ pieces: [[UInt8]], _ read: (RawSpan) throws(MessageError) -> (Head, Int)?
) -> Reading<Head> {
  var all: [UInt8] = []
  do throws(MessageError) {
    for piece in pieces {
      all += piece
      if let (head, count) = try read(all.span.bytes) { return .read(head, count: count) }
    }
    return .incomplete
  } catch { return .refused(error) }
}

func readHead(_ pieces: [[UInt8]], _ limits: MessageLimits = MessageLimits()) -> Reading<RequestHead> {
  var reader = RequestHeadReader(limits: limits)
  return read(pieces) { bytes throws(MessageError) in try reader.read(bytes) }
}

func readHead(_ text: String, _ limits: MessageLimits = MessageLimits()) -> Reading<RequestHead> {
  readHead([Array(text.utf8)], limits)
}

func readResponseHead(_ pieces: [[UInt8]]) -> Reading<ResponseHead> {
  var reader = ResponseHeadReader()
  return read(pieces) { bytes throws(MessageError) in try reader.read(bytes) }
}

struct Decoded: Equatable {
  var content: [UInt8] = []
  var trailers: HeaderFields = []
  var isComplete = false
  var text: String { String(decoding: content, as: UTF8.self) }
}

func decodeChunks(_ pieces: [[UInt8]], _ limits: MessageLimits = MessageLimits()) -> Reading<Decoded> {
  var decoder = ChunkedDecoder(limits: limits)
  var decoded = Decoded()
  var count = 0
  do {
    for piece in pieces where !decoder.isComplete {
      count += try decoder.decode(piece.span.bytes, into: &decoded.content)
    }
  } catch { return .refused(error) }
  guard decoder.isComplete else { return .incomplete }
  (decoded.trailers, decoded.isComplete) = (decoder.trailers, true)
  return .read(decoded, count: count)
}

func decodeChunks(_ text: String, _ limits: MessageLimits = MessageLimits()) -> Reading<Decoded> {
  decodeChunks([Array(text.utf8)], limits)
}

/// A head that is written as the text says.
func head(_ text: String) throws -> RequestHead {
  guard case .read(let head, _) = readHead(text) else { throw MessageError.requestLine }
  return head
}

func responseHead(_ text: String) throws -> ResponseHead {
  guard case .read(let head, _) = readResponseHead([Array(text.utf8)]) else { throw MessageError.statusLine }
  return head
}
