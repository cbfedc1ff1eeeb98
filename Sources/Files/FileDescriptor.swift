#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The owner of what `open` returned.
final class FileDescriptor: Sendable {
  let number: Int32

  /// Nil where opening failed.
  init?(_ number: Int32) {
    guard number >= 0 else { return nil }
    self.number = number
  }

  deinit { close(number) }

  /// What `errno` means.
  static var lastError: String { String(cString: strerror(errno)) }

  /// Nil where the system does not say.
  var status: stat? {
    var status = stat()
    return fstat(number, &status) == 0 ? status : nil
  }

  /// Up to `count` bytes from `offset` on, or from where reading stopped where that is nil; fewer only at the end. Nil
  /// on an error.
  func read(_ count: Int, at offset: Int?) -> [UInt8]? {
    var hasFailed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = 0
      while filled < count {
        let rest = buffer.baseAddress.map { $0 + filled }
        let result =
          offset.map { pread(number, rest, count - filled, off_t($0 + filled)) }
          ?? Self.read(number, rest, count - filled)
        if result < 0, errno == EINTR { continue }
        if result < 0 { hasFailed = true }
        if result <= 0 { break }
        filled += result
      }
    }
    return hasFailed ? nil : bytes
  }

  /// False on an error.
  func write(_ bytes: [UInt8]) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes {
        Self.write(number, $0.baseAddress.map { $0 + offset }, bytes.count - offset)
      }
      if count < 0, errno == EINTR { continue }
      if count < 0 { return false }
      offset += count
    }
    return true
  }

  // The system's functions, which the methods of the same names hide.
  private static func read(_ number: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.read(number, buffer, count)
    #else
      Darwin.read(number, buffer, count)
    #endif
  }

  private static func write(_ number: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(number, buffer, count)
    #else
      Darwin.write(number, buffer, count)
    #endif
  }
}

extension stat {
  var isRegular: Bool { st_mode & S_IFMT == S_IFREG }
  var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
}
