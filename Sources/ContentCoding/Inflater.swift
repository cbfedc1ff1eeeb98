import CZlib

/// The owner of a zlib stream that decompresses.
struct Inflater: ~Copyable {
  enum Format {
    case gzip, zlib, raw

    var windowBits: Int32 {
      switch self {
      case .gzip: MAX_WBITS + 16
      case .zlib: MAX_WBITS
      case .raw: -MAX_WBITS
      }
    }
  }

  private let format: Format
  // zlib's state points back to its stream, so the stream must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private var consumed = 0
  private var streamEnded = false

  init(_ format: Format) {
    self.format = format
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = inflateInit2_(stream, format.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib has no memory or is another version than its header")
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Whether the bytes so far are a whole body, or nothing.
  var isAtEnd: Bool { streamEnded || consumed == 0 }

  mutating func inflate(_ input: [UInt8], limit: Int, wholeLimit: Int) throws(CodingError) -> [UInt8] {
    var output: [UInt8] = []
    var offset = 0
    while offset < input.count {
      if streamEnded { try startNextMember() }
      let (used, piece, status) = step(input[offset...])
      offset += used
      consumed += used
      output += piece
      guard output.count <= limit else { throw .tooLong(limit: wholeLimit) }
      switch status {
      case Z_STREAM_END: streamEnded = true
      case Z_OK, Z_BUF_ERROR:
        if used == 0, piece.isEmpty { throw .damaged(offset: consumed, reason: "no progress") }
      case Z_NEED_DICT: throw .damaged(offset: consumed, reason: "it needs a preset dictionary")
      default:
        throw .damaged(offset: consumed, reason: stream.pointee.msg.map { String(cString: $0) } ?? "code \(status)")
      }
    }
    return try drain(output, limit: limit, wholeLimit: wholeLimit)
  }

  /// Takes what zlib still holds when all input is used up because the last piece filled its buffer.
  private mutating func drain(_ output: [UInt8], limit: Int, wholeLimit: Int) throws(CodingError) -> [UInt8] {
    var output = output
    while !streamEnded {
      let (_, piece, status) = step([])
      output += piece
      guard output.count <= limit else { throw .tooLong(limit: wholeLimit) }
      if status == Z_STREAM_END { streamEnded = true }
      if status == Z_DATA_ERROR || piece.isEmpty { break }
    }
    return output
  }

  /// A gzip body may be several members one after the other (RFC 1952 section 2.2).
  private mutating func startNextMember() throws(CodingError) {
    guard format == .gzip else { throw .damaged(offset: consumed, reason: "there are bytes after the end") }
    inflateReset(stream)
    streamEnded = false
  }

  private mutating func step(_ input: ArraySlice<UInt8>) -> (used: Int, output: [UInt8], status: Int32) {
    let stream = stream
    var status = Z_OK
    var used = 0
    let piece = [UInt8](unsafeUninitializedCapacity: 1 << 16) { output, count in
      // zlib only reads what `next_in` points to.
      used = input.withUnsafeBufferPointer { bytes in
        stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
        stream.pointee.avail_in = UInt32(clamping: bytes.count)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(output.count)
        let given = stream.pointee.avail_in
        status = CZlib.inflate(stream, Z_NO_FLUSH)
        return Int(given - stream.pointee.avail_in)
      }
      count = output.count - Int(stream.pointee.avail_out)
    }
    return (used, piece, status)
  }
}
