import JSONModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A cassette's folder. Nothing in it is followed out of it: no symbolic link, no `..`.
struct CassetteFolder {
  let path: String

  func path(of name: String) -> String { "\(path)/\(name)" }

  /// Names in the folder, sorted by their bytes; nil where there is no folder.
  func names() throws(CassetteError) -> [String]? {
    guard let stream = opendir(path) else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw CassetteError(.unreadable(FileDescriptor.lastError), file: path)
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

  /// Reads a file. `relative` has plain names between its slashes; nil where the file is not there.
  func read(_ relative: String, limit: Int) throws(CassetteError) -> [UInt8]? {
    let file = path(of: relative)
    guard let (folder, name) = try open(relative, creating: false) else { return nil }
    guard let descriptor = FileDescriptor(openat(folder.number, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC))
    else {
      switch errno {
      case ENOENT: return nil
      case ELOOP: throw CassetteError(.notAPlainFile, file: file)
      default: throw CassetteError(.unreadable(FileDescriptor.lastError), file: file)
      }
    }
    guard descriptor.isPlainFile else { throw CassetteError(.notAPlainFile, file: file) }
    guard let bytes = descriptor.readAll(limit: limit) else {
      throw CassetteError(.unreadable(FileDescriptor.lastError), file: file)
    }
    guard bytes.count <= limit else { throw CassetteError(.tooLarge(limit: limit), file: file) }
    return bytes
  }

  /// Writes a file under a temporary name and renames it, so that it is there whole or not at all. Does nothing where
  /// the file holds these bytes already. Makes the folders it needs.
  func write(_ bytes: [UInt8], to relative: String) throws(CassetteError) {
    if (try? read(relative, limit: bytes.count)) == bytes { return }
    let file = path(of: relative)
    guard let (folder, name) = try open(relative, creating: true) else {
      throw CassetteError(.unwritable("the folder cannot be opened"), file: file)
    }
    let temporary = ".\(name).\(getpid()).tmp"
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC
    guard let descriptor = FileDescriptor(openat(folder.number, temporary, flags, 0o644)) else {
      throw CassetteError(.unwritable(FileDescriptor.lastError), file: file)
    }
    guard descriptor.writeAll(bytes), renameat(folder.number, temporary, folder.number, name) == 0 else {
      let reason = FileDescriptor.lastError
      unlinkat(folder.number, temporary, 0)
      throw CassetteError(.unwritable(reason), file: file)
    }
  }

  /// Opens the folder that a file is in, and gives the file's own name; nil where a folder on the way is not there.
  private func open(_ relative: String, creating: Bool) throws(CassetteError) -> (FileDescriptor, String)? {
    var parts = relative.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    let name = parts.removeLast()
    if creating { try makeFolder() }
    guard var folder = FileDescriptor(openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw CassetteError(.unreadable(FileDescriptor.lastError), file: path)
    }
    for part in parts {
      if creating { mkdirat(folder.number, part, 0o755) }
      guard
        let next = FileDescriptor(openat(folder.number, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))
      else {
        if errno == ENOENT { return nil }
        throw CassetteError(.notAPlainFile, file: self.path(of: relative))
      }
      folder = next
    }
    return (folder, name)
  }

  private func makeFolder() throws(CassetteError) {
    var made = ""
    for part in path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      made += String(decoding: part, as: UTF8.self)
      if !made.isEmpty, mkdir(made, 0o755) != 0, errno != EEXIST, access(made, F_OK) != 0 {
        throw CassetteError(.unwritable(FileDescriptor.lastError), file: path)
      }
      made += "/"
    }
  }
}
