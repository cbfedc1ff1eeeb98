import CorpusReplay
import HTTPModel

/// Drives a server's codec as a connection does, and answers each request.
struct ServedConversation: ~Copyable {
  enum Entry: Equatable {
    case request(HTTPMethod, Target, HeaderFields)
    case body([UInt8], trailers: HeaderFields)
    /// The last one: content that came before the error, and the error.
    case failed([UInt8], MessageError)
  }

  private(set) var entries: [Entry] = []
  private var codec: HTTP1ServerCodec
  /// Whether a request is answered as soon as its head is there.
  private let isHasty: Bool
  private var content: [UInt8] = []
  private var isOver = false

  init(limits: MessageLimits, isHasty: Bool) {
    codec = HTTP1ServerCodec(Origin(scheme: "https", host: "own.test"), limits: limits)
    self.isHasty = isHasty
  }

  mutating func take(_ piece: ArraySlice<UInt8>) {
    piece.withUnsafeBytes { piece in
      var bytes = piece
      do throws(MessageError) {
        while !isOver, let event = try codec.next(&bytes) { take(event) }
        require(isOver || bytes.isEmpty, "the codec left bytes to its caller")
      } catch {
        entries.append(.failed(content, error))
        isOver = true
      }
    }
  }

  private mutating func take(_ event: HTTP1ServerCodec.Event) {
    switch event {
    case .request(let request, let isWhole):
      require(request.origin.scheme == "https", "the scheme is not the connection's")
      require(isWhole != codec.isInsideBody, "a body that is there is still to come")
      entries.append(.request(request.method, request.target, request.headers))
      if case .bytes(let bytes) = request.body, !bytes.isEmpty { entries.append(.body(bytes, trailers: [])) }
      if isHasty || isWhole { answer() }
      if isWhole { isOver = !codec.isPersistent }
    case .content(let bytes):
      require(!bytes.isEmpty, "content of no bytes")
      content += bytes
    case .end(let trailers):
      entries.append(.body(content, trailers: trailers))
      content = []
      if !isHasty { answer() }
      isOver = !codec.isPersistent
    }
  }

  /// The answer can be read, and ends where the next one begins.
  private mutating func answer() {
    var bytes: [UInt8] = []
    let hasContent = try? codec.begin(Response(status: 200, body: .bytes([111, 107])), to: &bytes)
    require(hasContent != nil, "an answer cannot be written")
    let head = bytes.count
    if hasContent == true { bytes += codec.framed([111, 107]) }
    var reader = ResponseHeadReader()
    let read = try? reader.read(bytes.span.bytes)
    require(read?.count == head && read?.head.status == 200, "an answer is read as another")
    if hasContent == true {
      require((try? read.map { try BodyFraming(of: $0.head, to: .get) }) == .length(2), "an answer's length is another")
    }
    codec.endAnswer()
  }

  /// The codec takes what the readers take, or refuses more; never less.
  static func compare(_ served: [Entry], with read: Transcript) {
    let stricter: [MessageError] = [.host, .target, .expectation, .bodyTooLong]
    for (index, entry) in served.enumerated() {
      let other = index < read.entries.count ? read.entries[index] : nil
      switch (entry, other) {
      case (.request(let method, let target, let headers), .request(let head, _)):
        require(method == head.method && target == head.target && headers == head.headers, "a request changed")
      case (.body(let content, let trailers), .body(let other, let others)):
        require(content == other && trailers == others, "a body changed")
      case (.failed(let content, let error), .failed(let other, let otherError)):
        require(content == other && error == otherError || stricter.contains(error), "\(error) is not \(otherError)")
      case (.failed(_, let error), _): require(stricter.contains(error), "only the codec refuses: \(error)")
      default: require(false, "\(entry) is not what was read")
      }
    }
  }
}
