#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A folder whose files are read and written. Nothing below it is followed out of it: no symbolic link, no `..`.
///
/// A relative path has the names of folders and of the file, with a slash between two.
public struct Folder: Hashable, Sendable {
  /// As it was given. The folder need not be there.
  public let path: String

  public init(_ path: String) { self.path = path }

  public func path(of relative: String) -> String { "\(path)/\(relative)" }

  /// Whether there is such a folder, or a link to one.
  public var exists: Bool {
    if let builtin = BuiltinFiles.relative(path) { return BuiltinFiles.names(in: builtin) != nil }
    var status = stat()
    return stat(path, &status) == 0 && status.isFolder
  }

  /// Names in the folder, sorted by their bytes; nil where there is no folder.
  public func names() throws(FileError) -> [String]? {
    if let builtin = BuiltinFiles.relative(path) { return BuiltinFiles.names(in: builtin) }
    guard let stream = opendir(path) else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw FileError(.unreadable(FileDescriptor.lastError), path: path)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name)) {
          String(cString: $0)
        }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Opens a file; nil where it is not there.
  public func file(_ relative: String) throws(FileError) -> RegularFile? {
    if let builtin = BuiltinFiles.relative(path(of: relative)) {
      return BuiltinFiles.index(of: builtin).map { RegularFile(builtin: $0, path: path(of: relative)) }
    }
    guard let (folder, name) = try open(relative, creating: false) else { return nil }
    guard let descriptor = FileDescriptor(openat(folder.number, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC))
    else {
      switch errno {
      case ENOENT: return nil
      case ELOOP: throw FileError(.notRegular, path: path(of: relative))
      default: throw FileError(.unreadable(FileDescriptor.lastError), path: path(of: relative))
      }
    }
    return try RegularFile(descriptor, path: path(of: relative))
  }

  /// Reads a file whole; nil where it is not there. Throws `.tooLarge` for more than `limit` bytes.
  public func bytes(of relative: String, limit: Int) throws(FileError) -> [UInt8]? {
    try file(relative)?.bytes(limit: limit)
  }

  /// Opens the folder that a file is in, and gives the file's own name; nil where a folder on the way is not there.
  func open(_ relative: String, creating: Bool) throws(FileError) -> (FileDescriptor, String)? {
    var parts = relative.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard parts.allSatisfy({ !["", ".", ".."].contains($0) && !$0.utf8.contains(0) }) else {
      throw FileError(.notRegular, path: path(of: relative))
    }
    let name = parts.removeLast()
    if BuiltinFiles.relative(path) != nil {
      if creating { throw FileError(BuiltinFiles.readOnly, path: path(of: relative)) }
      return nil
    }
    if creating { try make() }
    guard var folder = FileDescriptor(openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw FileError(.unreadable(FileDescriptor.lastError), path: path)
    }
    for part in parts {
      if creating { mkdirat(folder.number, part, 0o755) }
      guard
        let next = FileDescriptor(openat(folder.number, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))
      else {
        if errno == ENOENT { return nil }
        throw FileError(.notRegular, path: path(of: relative))
      }
      folder = next
    }
    return (folder, name)
  }
}
