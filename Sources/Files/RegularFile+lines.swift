#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension RegularFile {
  /// Where line feeds are, in bytes from the beginning, up to the length that the file had when it was opened.
  public func lineEnds() throws(FileError) -> [Int] {
    var ends: [Int] = []
    var start = 0
    var chunks = chunks(of: 1 << 20)
    while let chunk = try chunks.next() {
      chunk.withUnsafeBytes { bytes in
        guard let base = bytes.baseAddress else { return }
        var offset = 0
        while let found = memchr(base + offset, 10, bytes.count - offset) {
          let end = found - UnsafeMutableRawPointer(mutating: base)
          ends.append(start + end)
          offset = end + 1
        }
      }
      start += chunk.count
    }
    return ends
  }
}
