/// A content coding that can be undone (RFC 9110 section 8.4.1).
public enum Coding: String, CaseIterable, Sendable {
  case identity, gzip, deflate, br, zstd

  /// By its name in `Content-Encoding`, whatever its case; `x-gzip` is gzip.
  public init(named name: String) throws(CodingError) {
    let lower = name.lowercased()
    switch lower {
    case "x-gzip": self = .gzip
    default:
      guard let coding = Coding(rawValue: lower) else { throw .unknown(lower) }
      self = coding
    }
  }

  /// The codings of a `Content-Encoding` value, in the order in which they were applied; they are undone from the last
  /// to the first. Without `identity`, which changes nothing. No more than 8, which is more than anyone means.
  public static func list(_ value: String) throws(CodingError) -> [Coding] {
    var codings: [Coding] = []
    for piece in value.utf8.split(separator: UInt8(ascii: ",")) {
      let name = String(decoding: piece.filter { $0 != 32 && $0 != 9 }, as: UTF8.self)
      guard !name.isEmpty else { continue }
      let coding = try Coding(named: name)
      if coding != .identity { codings.append(coding) }
      guard codings.count <= 8 else { throw .unknown(value) }
    }
    return codings
  }

  /// Undoes all codings of a `Content-Encoding` value. No result is longer than `limit` bytes.
  public static func undo(
    _ value: String, of bytes: [UInt8], limit: Int = ContentDecoder.defaultLimit
  ) throws(CodingError) -> [UInt8] {
    var bytes = bytes
    for coding in try list(value).reversed() { bytes = try coding.decode(bytes, limit: limit) }
    return bytes
  }

  /// Undoes this coding. The result is no longer than `limit` bytes; the default is 64 MiB.
  public func decode(_ bytes: [UInt8], limit: Int = ContentDecoder.defaultLimit) throws(CodingError) -> [UInt8] {
    var decoder = ContentDecoder(self, limit: limit)
    var result = try decoder.decode(bytes)
    result += try decoder.finish()
    return result
  }
}

/// Why a coded body could not be read.
public enum CodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A coding nobody here has heard of, in lower case.
  case unknown(String)
  /// The coded bytes are wrong at or before `offset`, counted from the body's start.
  case damaged(offset: Int, reason: String)
  /// The coded bytes end too early.
  case truncated
  /// What comes out is longer than `limit` bytes.
  case tooLong(limit: Int)

  public var description: String {
    switch self {
    case .unknown(let name): "the content coding \(name) is unknown"
    case .damaged(let offset, let reason): "the coded body is damaged near byte \(offset): \(reason)"
    case .truncated: "the coded body ends too early"
    case .tooLong(let limit): "the decoded body exceeds the limit of \(limit) bytes"
    }
  }
}
