#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Folder {
  /// Runs `body` while no other process does the same with this folder, which must be there. Waits as long as another
  /// one takes; who ends or crashes gives it back.
  public func withLock<Result, Failure: Error>(
    orThrow failure: (FileError) -> Failure, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard let descriptor = FileDescriptor(openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) else {
      throw failure(FileError(.unreadable(FileDescriptor.lastError), path: path))
    }
    while flock(descriptor.number, LOCK_EX) != 0 {
      if errno != EINTR { throw failure(FileError(.unreadable(FileDescriptor.lastError), path: path)) }
    }
    // Closing would give it back as well, but not before a child that was started meanwhile has ended.
    defer { flock(descriptor.number, LOCK_UN) }
    return try body()
  }
}

extension RegularFile {
  /// Who may do what with it, as `chmod` takes it: `0o600` is nobody but its owner.
  public var mode: UInt32 { UInt32(status?.st_mode ?? 0o444) & 0o7777 }
}
