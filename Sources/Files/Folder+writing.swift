#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Folder {
  /// Writes a file under a temporary name and renames it, so that it is there whole or not at all. Does nothing where
  /// the file holds these bytes already. Makes the folders it needs. A link is replaced, not written through.
  public func write(_ bytes: [UInt8], to relative: String) throws(FileError) {
    if (try? self.bytes(of: relative, limit: bytes.count)) == bytes { return }
    try write(to: relative) { temporary throws(FileError) in temporary.write(bytes) }
  }

  /// The same for what only the user may read: mode 0600.
  public func writePrivate(_ bytes: [UInt8], to relative: String) throws(FileError) {
    try write(to: relative, isPrivate: true) { temporary throws(FileError) in temporary.write(bytes) }
  }

  /// The same with the bytes of another file, in constant memory.
  public func write(_ file: RegularFile, to relative: String) throws(FileError) {
    try write(to: relative) { temporary throws(FileError) in
      var chunks = file.chunks()
      while let chunk = try chunks.next() {
        guard temporary.write(chunk) else { return false }
      }
      return true
    }
  }

  /// Copies what is in the folder, and in the folders in it, into another one. Links and devices are left out.
  public func copy(to other: Folder) throws(FileError) {
    for entry in try entries() ?? [] {
      switch entry.kind {
      case .file: if let file = try file(entry.name) { try other.write(file, to: entry.name) }
      case .folder: try Folder(path(of: entry.name)).copy(to: Folder(other.path(of: entry.name)))
      case .link, .other: continue
      }
    }
  }

  /// Makes the folder, and those on the way to it, where it is not there.
  public func make() throws(FileError) {
    if BuiltinFiles.relative(path) != nil { throw FileError(BuiltinFiles.readOnly, path: path) }
    var made = ""
    for part in path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      made += String(decoding: part, as: UTF8.self)
      if !made.isEmpty, mkdir(made, 0o755) != 0, errno != EEXIST, access(made, F_OK) != 0 {
        throw FileError(.unwritable(FileDescriptor.lastError), path: path)
      }
      made += "/"
    }
  }

  /// Makes the folder as `make()` does, and lets nobody but the user into it: mode 0700, also where it was there.
  public func makePrivate() throws(FileError) {
    try make()
    if chmod(path, 0o700) != 0 { throw FileError(.unwritable(FileDescriptor.lastError), path: path) }
  }

  /// Removes a file; does nothing where it is not there.
  public func remove(_ relative: String) throws(FileError) {
    guard let (folder, name) = try open(relative, creating: false) else { return }
    guard unlinkat(folder.number, name, 0) == 0 || errno == ENOENT else {
      throw FileError(.unwritable(FileDescriptor.lastError), path: path(of: relative))
    }
  }

  private func write(
    to relative: String, isPrivate: Bool = false, _ write: (FileDescriptor) throws(FileError) -> Bool
  ) throws(FileError) {
    guard let (folder, name) = try open(relative, creating: true) else {
      throw FileError(.unwritable("the folder cannot be opened"), path: path(of: relative))
    }
    let temporary = ".\(name).\(getpid()).tmp"
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC
    // What a process that crashed left under this name may be readable for others.
    if isPrivate { unlinkat(folder.number, temporary, 0) }
    guard let descriptor = FileDescriptor(openat(folder.number, temporary, flags, isPrivate ? 0o600 : 0o644)) else {
      throw FileError(.unwritable(FileDescriptor.lastError), path: path(of: relative))
    }
    do throws(FileError) {
      guard try write(descriptor), renameat(folder.number, temporary, folder.number, name) == 0 else {
        throw FileError(.unwritable(FileDescriptor.lastError), path: path(of: relative))
      }
    } catch {
      unlinkat(folder.number, temporary, 0)
      throw error
    }
  }
}
