#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The owner of an open file.
final class FileDescriptor {
  let number: Int32

  /// Takes what `open` returned; nil where that failed.
  init?(_ number: Int32) {
    guard number >= 0 else { return nil }
    self.number = number
  }

  deinit { close(number) }

  /// What `errno` means.
  static var lastError: String { String(cString: strerror(errno)) }

  var isPlainFile: Bool {
    var status = stat()
    return fstat(number, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Reads to the end, or one byte past `limit`; nil on an error.
  func readAll(limit: Int) -> [UInt8]? {
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while result.count <= limit {
      let count = read(number, &buffer, min(buffer.count, limit + 1 - result.count))
      if count < 0 {
        if errno == EINTR { continue }
        return nil
      }
      if count == 0 { break }
      result += buffer[..<count]
    }
    return result
  }

  func writeAll(_ bytes: [UInt8]) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { write(number, $0.baseAddress.map { $0 + offset }, bytes.count - offset) }
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      offset += count
    }
    return true
  }

  /// A whole file by its path, symbolic links followed; nil where it cannot be read, with `errno` set, or is longer
  /// than `limit`.
  static func contents(_ path: String, limit: Int) -> [UInt8]? {
    guard let file = FileDescriptor(open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)) else { return nil }
    guard file.isPlainFile, let bytes = file.readAll(limit: limit), bytes.count <= limit else {
      errno = EFBIG
      return nil
    }
    return bytes
  }
}
