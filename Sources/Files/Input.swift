#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a user names to be read once, from beginning to end: it may be a pipe as well (`<(command)` of a shell).
public enum Input: Hashable, Sendable {
  case standard
  /// Symbolic links are followed.
  case path(String)

  /// All bytes up to the end. Throws `.tooLarge` for more than `limit`.
  public func bytes(limit: Int) throws(FileError) -> [UInt8] {
    switch self {
    case .standard: return try Input.bytes(FileDescriptor(dup(0)), path: "<standard input>", limit: limit)
    case .path(let path):
      if BuiltinFiles.relative(path) != nil { return try RegularFile(opening: path).bytes(limit: limit) }
      return try Input.bytes(FileDescriptor(open(path, O_RDONLY | O_CLOEXEC)), path: path, limit: limit)
    }
  }

  private static func bytes(
    _ descriptor: FileDescriptor?, path: String, limit: Int
  ) throws(FileError) -> [UInt8] {
    guard let descriptor else {
      throw FileError(errno == ENOENT ? .missing : .unreadable(FileDescriptor.lastError), path: path)
    }
    if descriptor.status?.isFolder ?? false { throw FileError(.isFolder, path: path) }
    var result: [UInt8] = []
    while true {
      guard let piece = descriptor.read(1 << 16, at: nil) else {
        throw FileError(.unreadable(FileDescriptor.lastError), path: path)
      }
      result += piece
      if result.count > limit { throw FileError(.tooLarge(limit: limit), path: path) }
      if piece.count < 1 << 16 { return result }
    }
  }
}
