#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Finds the lines of a head that comes in pieces. What was searched is not searched again.
///
/// It is given the whole head so far each time, and finds the same lines, or the same error, however it was cut.
struct LineScanner: Sendable {
  /// Where the next line starts.
  private(set) var start = 0
  private var searched = 0

  /// The next line without its CRLF; nil where it is not there yet. More than `limit` bytes from the head's start are
  /// `headTooLong`.
  mutating func next(in bytes: UnsafeRawBufferPointer, limit: Int) throws(MessageError) -> Range<Int>? {
    guard let base = bytes.baseAddress, searched < bytes.count,
      let found = memchr(base + searched, 10, bytes.count - searched)
    else {
      searched = bytes.count
      if bytes.count > limit { throw .headTooLong }
      return nil
    }
    let end = UnsafeRawPointer(found) - base
    if end >= limit { throw .headTooLong }
    guard end > start, bytes[end - 1] == 13 else { throw .bareLineFeed }
    defer { start = end + 1; searched = start }
    return start..<(end - 1)
  }
}
