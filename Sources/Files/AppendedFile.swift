#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that grows at its end and has one writer at a time, in any process.
///
/// What `append` was given is in the file, whole, when it returns, and survives the end of the process at any moment.
public final class AppendedFile: Sendable {
  /// As it was given.
  public let path: String
  private let descriptor: FileDescriptor

  /// Opens a file in a folder, or makes it and the folder. What stands behind the last line feed is cut off unless
  /// `keeping` says that it is whole: then it gets its line feed. Throws `.inUse` where another writer has it.
  public init(
    _ name: String, in folder: Folder, keeping isWhole: ([UInt8]) -> Bool = { _ in false }
  ) throws(FileError) {
    path = folder.path(of: name)
    try folder.make()
    descriptor = try AppendedFile.open(path)
    let file = try RegularFile(opening: path)
    let end = (try file.lineEnds().last ?? -1) + 1
    if end == file.length { return }
    if isWhole(try file.bytes(at: end, count: file.length - end)) {
      try append([10])
    } else {
      guard ftruncate(descriptor.number, off_t(end)) == 0 else { throw failure }
    }
  }

  /// The one that the name leads to: whoever had it before may have removed it meanwhile.
  private static func open(_ path: String) throws(FileError) -> FileDescriptor {
    while true {
      let flags = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC
      guard let descriptor = FileDescriptor(openForAppending(path, flags)) else {
        throw FileError(.unwritable(FileDescriptor.lastError), path: path)
      }
      guard let status = descriptor.status, status.isRegular else { throw FileError(.notRegular, path: path) }
      guard flock(descriptor.number, LOCK_EX | LOCK_NB) == 0 else {
        throw FileError(errno == EWOULDBLOCK ? .inUse : .unwritable(FileDescriptor.lastError), path: path)
      }
      if let status = descriptor.status, status.st_nlink > 0 { return descriptor }
    }
  }

  /// Appends bytes. Where that fails nothing of them is left.
  public func append(_ bytes: [UInt8]) throws(FileError) {
    guard let length = descriptor.status?.st_size else { throw failure }
    guard !descriptor.write(bytes) else { return }
    let error = failure
    ftruncate(descriptor.number, length)
    throw error
  }

  /// Puts other bytes in the place of all that it holds, so that the file has the old ones or the new ones at any moment.
  /// What is returned writes on behind them; this one must not be used any more.
  public func replaced(with bytes: [UInt8]) throws(FileError) -> AppendedFile {
    let name = path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(decoding: $0, as: UTF8.self) } ?? path
    let temporary = "\(path.dropLast(name.count)).\(name).\(getpid()).tmp"
    unlink(temporary)
    let other = try AppendedFile(locking: temporary, as: path)
    guard other.descriptor.write(bytes), rename(temporary, path) == 0 else {
      let error = failure
      unlink(temporary)
      throw error
    }
    return other
  }

  private init(locking file: String, as path: String) throws(FileError) {
    self.path = path
    descriptor = try AppendedFile.open(file)
  }

  /// In bytes.
  public var length: Int { Int(descriptor.status?.st_size ?? 0) }

  /// Removes the file; whoever opens the name next makes another.
  public func remove() throws(FileError) {
    guard unlink(path) == 0 else { throw failure }
  }

  private var failure: FileError { FileError(.unwritable(FileDescriptor.lastError), path: path) }
}

private func openForAppending(_ path: String, _ flags: Int32) -> Int32 {
  #if canImport(Glibc)
    Glibc.open(path, flags, 0o644)
  #else
    Darwin.open(path, flags, 0o644)
  #endif
}
