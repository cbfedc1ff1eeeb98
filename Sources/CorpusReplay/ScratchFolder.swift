import Files

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A folder in memory where there is such a thing, for readers that read files. It is emptied for each input and gone
/// with the process.
public final class ScratchFolder: Sendable {
  public let path: String

  public init(_ name: String) {
    let base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    path = "\(base)/tapedeck-\(name)-\(getpid())"
    mkdir(path, 0o700)
  }

  /// Writes a file, and the folders before a slash in its name.
  public func write(_ bytes: [UInt8], to name: String) {
    require((try? Folder(path).write(bytes, to: name)) != nil, "\(path)/\(name) cannot be written")
  }

  public func link(_ target: String, at name: String) { symlink(target, "\(path)/\(name)") }

  public func empty() { ScratchFolder.empty(path) }

  private static func empty(_ path: String) {
    for name in ((try? Folder(path).names()) ?? nil) ?? [] {
      let inner = "\(path)/\(name)"
      if unlink(inner) != 0 {
        empty(inner)
        rmdir(inner)
      }
    }
  }

  deinit {
    empty()
    rmdir(path)
  }
}
