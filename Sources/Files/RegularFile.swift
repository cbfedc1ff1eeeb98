#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A regular file, open for reading; it is closed when nobody holds it any more. Whoever replaces or removes it
/// meanwhile changes nothing here.
public final class RegularFile: Sendable {
  /// As it was given.
  public let path: String
  /// In bytes, when it was opened.
  public let length: Int
  private let source: Source

  private enum Source: Sendable {
    case descriptor(FileDescriptor)
    /// An index of `BuiltinFiles`.
    case builtin(Int)
  }

  /// Opens a file; symbolic links are followed.
  public convenience init(opening path: String) throws(FileError) {
    if let builtin = BuiltinFiles.relative(path) {
      guard let index = BuiltinFiles.index(of: builtin) else { throw FileError(.missing, path: path) }
      self.init(builtin: index, path: path)
      return
    }
    guard let descriptor = FileDescriptor(open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)) else {
      throw FileError(errno == ENOENT ? .missing : .unreadable(FileDescriptor.lastError), path: path)
    }
    try self.init(descriptor, path: path)
  }

  init(_ descriptor: FileDescriptor, path: String) throws(FileError) {
    guard let status = descriptor.status else { throw FileError(.unreadable(FileDescriptor.lastError), path: path) }
    guard status.isRegular else { throw FileError(.notRegular, path: path) }
    self.path = path
    length = Int(status.st_size)
    source = .descriptor(descriptor)
  }

  init(builtin index: Int, path: String) {
    self.path = path
    length = BuiltinFiles.length(index)
    source = .builtin(index)
  }

  /// Nil for what is inside the program, and where the system does not say.
  var status: stat? {
    switch source {
    case .descriptor(let descriptor): descriptor.status
    case .builtin: nil
    }
  }

  /// `count` bytes from `offset` on; fewer only where the file ends before.
  public func bytes(at offset: Int, count: Int) throws(FileError) -> [UInt8] {
    switch source {
    case .builtin(let index): return BuiltinFiles.bytes(index, at: offset, count: count)
    case .descriptor(let descriptor):
      guard let bytes = descriptor.read(count, at: offset) else {
        throw FileError(.unreadable(FileDescriptor.lastError), path: path)
      }
      return bytes
    }
  }

  /// All of it. Throws `.tooLarge` for more than `limit` bytes.
  public func bytes(limit: Int) throws(FileError) -> [UInt8] {
    var result: [UInt8] = []
    var count = length + 1
    while length <= limit {
      // One byte more than there should be shows whether the file has grown; some of the system's say no length at all.
      let piece = try bytes(at: result.count, count: count)
      result = result.isEmpty ? piece : result + piece
      if result.count > limit { break }
      if piece.count < count { return result }
      count = 1 << 16
    }
    throw FileError(.tooLarge(limit: limit), path: path)
  }

  /// The file's bytes in pieces, for one that is longer than should be held.
  public func chunks(of size: Int = FileChunks.size) -> FileChunks { FileChunks(of: self, size: size) }
}

/// Reads a file from its beginning to the length that it had when it was opened.
public struct FileChunks: Sendable {
  /// In bytes.
  public static let size = 1 << 18

  private let file: RegularFile
  private let size: Int
  private var offset = 0

  init(of file: RegularFile, size: Int) {
    self.file = file
    self.size = size
  }

  /// The next piece, never empty; nil at the end. Throws `.shortened` where the file ends before its length.
  public mutating func next() throws(FileError) -> [UInt8]? {
    let count = min(size, file.length - offset)
    guard count > 0 else { return nil }
    let piece = try file.bytes(at: offset, count: count)
    guard piece.count == count else { throw FileError(.shortened, path: file.path) }
    offset += count
    return piece
  }
}
