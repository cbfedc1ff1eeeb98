/// Undoes a coding chunk by chunk.
public struct ContentDecoder: ~Copyable {
  /// 64 MiB.
  public static let defaultLimit = 64 << 20

  private let coding: Coding
  private let limit: Int
  /// Nil before it is known which one, and for `identity`.
  private var stream: (any Decompressor & ~Copyable)?
  /// The first byte of a deflate body that came alone: two are needed to tell its form.
  private var held: [UInt8] = []
  private var produced = 0

  /// `limit` is the most bytes that may come out in all.
  public init(_ coding: Coding, limit: Int = ContentDecoder.defaultLimit) {
    self.coding = coding
    self.limit = limit
    switch coding {
    case .identity, .deflate: break
    case .gzip: stream = Inflater(.gzip)
    case .br: stream = BrotliDecompressor()
    case .zstd: stream = ZstandardDecompressor()
    }
  }

  /// What the next chunk of the coded body gives; it may be nothing yet. After an error the decoder is of no more use.
  public mutating func decode(_ chunk: [UInt8]) throws(CodingError) -> [UInt8] {
    var chunk = chunk
    if coding == .identity {
      produced += chunk.count
      guard produced <= limit else { throw .tooLong(limit: limit) }
      return chunk
    }
    if stream == nil {
      chunk = held + chunk
      guard chunk.count >= 2 else {
        held = chunk
        return []
      }
      held = []
      stream = Inflater(ContentDecoder.hasZlibHeader(chunk) ? .zlib : .raw)
    }
    let output = try stream?.decompress(chunk, limit: limit - produced, wholeLimit: limit) ?? []
    produced += output.count
    return output
  }

  /// Says that the coded body is at its end, and gives what was held back. No bytes at all are an empty body.
  public mutating func finish() throws(CodingError) -> [UInt8] {
    guard coding != .identity else { return [] }
    guard held.isEmpty else { throw .truncated }
    if stream?.progress.isAtEnd == false { throw .truncated }
    return []
  }

  /// Whether a `deflate` body has the zlib format that RFC 9110 asks for; some servers send bare deflate data instead.
  private static func hasZlibHeader(_ bytes: [UInt8]) -> Bool {
    bytes[0] & 0x0f == 8 && bytes[0] >> 4 <= 7 && (Int(bytes[0]) << 8 | Int(bytes[1])).isMultiple(of: 31)
  }
}
