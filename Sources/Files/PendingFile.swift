#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that is being written under a temporary name, for more bytes than should be held. It is removed with this
/// unless it got its own name.
public final class PendingFile: Sendable {
  private let folder: FileDescriptor
  private let descriptor: FileDescriptor
  private let temporary: String
  private let path: String

  /// Temporary names begin and end so.
  private static let (beginning, ending) = (".pending-", ".tmp")

  /// Makes the file in a folder below `root`, which is made where it is not there. `name` tells it from others of this
  /// process.
  public init(_ name: String, below relative: String, of root: Folder) throws(FileError) {
    temporary = "\(PendingFile.beginning)\(getpid())-\(name)\(PendingFile.ending)"
    path = root.path(of: "\(relative)/\(temporary)")
    guard let (folder, name) = try root.open("\(relative)/\(temporary)", creating: true) else {
      throw FileError(.unwritable("the folder cannot be opened"), path: path)
    }
    let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    guard let descriptor = FileDescriptor(openat(folder.number, name, flags, 0o644)) else {
      throw FileError(.unwritable(FileDescriptor.lastError), path: path)
    }
    (self.folder, self.descriptor) = (folder, descriptor)
  }

  deinit { remove() }

  public func append(_ bytes: [UInt8]) throws(FileError) {
    if !descriptor.write(bytes) { throw FileError(.unwritable(FileDescriptor.lastError), path: path) }
  }

  /// What is in it by now, to be read.
  public func reading() throws(FileError) -> RegularFile { try RegularFile(descriptor, path: path) }

  /// Removes it now. Nothing happens where it has its own name.
  public func remove() { unlinkat(folder.number, temporary, 0) }

  /// Gives it its own name, in the folder that it is in; a file with this name is replaced.
  public func rename(to name: String) throws(FileError) {
    if renameat(folder.number, temporary, folder.number, name) != 0 {
      throw FileError(.unwritable(FileDescriptor.lastError), path: path)
    }
  }

  /// Removes what processes left here that ended before their files had names. Nobody may be writing one.
  public static func removeAll(below relative: String, of root: Folder) throws(FileError) {
    let folder = Folder(root.path(of: relative))
    for name in try folder.names() ?? [] where name.hasPrefix(beginning) && name.hasSuffix(ending) {
      try folder.remove(name)
    }
  }
}
