import CZlib

/// Makes gzip (RFC 1952), chunk by chunk. The same bytes give the same result at any time: the header holds no time, no
/// file name and no operating system.
public struct GzipEncoder: ~Copyable {
  // zlib's state points back to its stream, so the stream must not move; it keeps a pointer to the header as well.
  private let stream: UnsafeMutablePointer<z_stream>
  private let header: UnsafeMutablePointer<gz_header>

  public init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    header = .allocate(capacity: 1)
    header.initialize(to: gz_header())
    let unknownSystem: Int32 = 255
    header.pointee.os = unknownSystem
    let version = ZLIB_VERSION
    let size = Int32(MemoryLayout<z_stream>.size)
    let memoryLevel: Int32 = 8
    let status = deflateInit2_(
      stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + 16, memoryLevel, Z_DEFAULT_STRATEGY, version, size)
    precondition(status == Z_OK, "zlib has no memory or is another version than its header")
    deflateSetHeader(stream, header)
  }

  deinit {
    deflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
    header.deinitialize(count: 1)
    header.deallocate()
  }

  /// The whole of it at once.
  public static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var encoder = GzipEncoder()
    return encoder.encode(bytes) + encoder.finish()
  }

  /// What the next chunk gives; often nothing until more has come. With `flush` all that came so far can be read from
  /// what went out: for streams whose reader waits for each piece.
  public mutating func encode(_ chunk: [UInt8], flush: Bool = false) -> [UInt8] {
    run(chunk, flush ? Z_SYNC_FLUSH : Z_NO_FLUSH)
  }

  /// The end. Called once, last.
  public mutating func finish() -> [UInt8] { run([], Z_FINISH) }

  private mutating func run(_ input: [UInt8], _ flush: Int32) -> [UInt8] {
    var result: [UInt8] = []
    let stream = stream
    // zlib only reads what `next_in` points to.
    input.withUnsafeBufferPointer { bytes in
      stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
      stream.pointee.avail_in = UInt32(bytes.count)
      var isFull = true
      while isFull {
        result += [UInt8](unsafeUninitializedCapacity: 1 << 15) { output, count in
          stream.pointee.next_out = output.baseAddress
          stream.pointee.avail_out = UInt32(output.count)
          deflate(stream, flush)
          count = output.count - Int(stream.pointee.avail_out)
          isFull = stream.pointee.avail_out == 0
        }
      }
    }
    return result
  }
}
