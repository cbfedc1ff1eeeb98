import CZlib

/// The owner of a zlib stream that decompresses.
struct Inflater: Decompressor, ~Copyable {
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
  var progress = DecompressionProgress()

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

  /// A gzip body may be several members one after the other (RFC 1952 section 2.2).
  var canFollowItself: Bool { format == .gzip }

  mutating func restart() { inflateReset(stream) }

  mutating func step(_ input: ArraySlice<UInt8>) -> DecompressionStep {
    let stream = stream
    return DecompressionStep(input) { input, output in
      // zlib only reads what `next_in` points to.
      stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.pointee.avail_in = UInt32(clamping: input.count)
      stream.pointee.next_out = output.baseAddress
      stream.pointee.avail_out = UInt32(output.count)
      let given = stream.pointee.avail_in
      let status = inflate(stream, Z_NO_FLUSH)
      return (
        Int(given - stream.pointee.avail_in), output.count - Int(stream.pointee.avail_out),
        Inflater.status(status, stream.pointee.msg)
      )
    }
  }

  private static func status(_ code: Int32, _ message: UnsafeMutablePointer<CChar>?) -> DecompressionStep.Status {
    switch code {
    case Z_STREAM_END: .ended
    case Z_OK, Z_BUF_ERROR: .ok
    case Z_NEED_DICT: .failed("it needs a preset dictionary")
    default: .failed(message.map { String(cString: $0) } ?? "code \(code)")
    }
  }
}
