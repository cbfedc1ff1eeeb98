/// Undoes the chunked transfer coding of a body that comes in pieces (RFC 9112 section 7.1). Extensions are skipped.
///
/// The same bytes give the same content or the same error however they are cut.
public struct ChunkedDecoder: Sendable {
  public let limits: MessageLimits
  /// Whether the blank line after the trailers was read.
  public private(set) var isComplete = false
  /// The fields after the last chunk; empty until `isComplete`.
  public private(set) var trailers: HeaderFields = []

  private var state = State.size
  /// A size line or trailers that are not whole yet.
  private var kept: [UInt8] = []
  private var lines = LineScanner()
  private var fields = FieldReader()
  private var contentBytes = 0
  private var extensionBytes = 0

  private enum State: Sendable {
    case size
    case content(left: Int)
    case contentEnd
    case trailers
  }

  public init(limits: MessageLimits = MessageLimits()) { self.limits = limits }

  /// Takes the next bytes and appends content to `content`. Gives the number of bytes that belonged to the body: all of
  /// them until it is complete.
  public mutating func decode(_ bytes: RawSpan, into content: inout [UInt8]) throws(MessageError) -> Int {
    try bytes.withUnsafeBytes { bytes throws(MessageError) in try decode(bytes, &content) }
  }

  private mutating func decode(
    _ bytes: UnsafeRawBufferPointer, _ content: inout [UInt8]
  ) throws(MessageError) -> Int {
    var index = 0
    while index < bytes.count, !isComplete {
      switch state {
      case .content(let left):
        let count = min(left, bytes.count - index)
        content += bytes[index..<index + count]
        index += count
        state = count == left ? .contentEnd : .content(left: left - count)
      case .contentEnd:
        kept.append(bytes[index])
        index += 1
        guard kept.first == 13, kept.count == 1 || kept.last == 10 else { throw .chunkEnd }
        if kept.count == 2 { next(.size) }
      case .size: try readSize(bytes, &index)
      case .trailers: try readTrailers(bytes, &index)
      }
    }
    return index
  }

  private mutating func readSize(_ bytes: UnsafeRawBufferPointer, _ index: inout Int) throws(MessageError) {
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      kept.append(byte)
      if byte == 10 {
        let size = try parseSize()
        contentBytes += size
        if let limit = limits.maxBodyBytes, contentBytes > limit { throw .bodyTooLong }
        return next(size == 0 ? .trailers : .content(left: size))
      }
      if kept.count >= limits.maxChunkLineBytes { throw .chunkExtension }
    }
  }

  /// The size of a line `5;name=value` CRLF. Blanks are allowed only before and after a `;` (section 7.1.1).
  private mutating func parseSize() throws(MessageError) -> Int {
    guard kept.count >= 2, kept[kept.count - 2] == 13 else { throw .bareLineFeed }
    let line = kept.dropLast(2)
    var size = 0
    var digits = 0
    for byte in line {
      guard let value = PercentEncoding.value(byte) else { break }
      digits += 1
      if digits > 15 { throw .chunkSize }
      size = size << 4 | Int(value)
    }
    if digits == 0 { throw .chunkSize }
    let rest = line.dropFirst(digits)
    guard rest.isEmpty || rest.first(where: { !ByteClass.isBlank($0) }) == UInt8(ascii: ";") else { throw .chunkSize }
    extensionBytes += rest.count
    guard rest.allSatisfy(ByteClass.isText), extensionBytes <= limits.maxExtensionBytes else { throw .chunkExtension }
    return size
  }

  /// Trailers are rare, most bodies end with an empty line: bytes are kept one line at a time.
  private mutating func readTrailers(_ bytes: UnsafeRawBufferPointer, _ index: inout Int) throws(MessageError) {
    while index < bytes.count {
      let end = bytes[index...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
      kept += bytes[index..<end]
      index = end
      let all = kept
      let spans = try all.span.bytes.withUnsafeBytes { all throws(MessageError) in
        try fields.read(all, &lines, limits)
      }
      if let spans {
        trailers = HeaderFields(bytes: spans.isEmpty ? [] : kept, spans: spans)
        isComplete = true
        return
      }
    }
  }

  private mutating func next(_ state: State) {
    self.state = state
    kept.removeAll(keepingCapacity: true)
  }
}
