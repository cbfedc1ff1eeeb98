#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A name in a folder, and what it names.
public struct FolderEntry: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case file, folder
    /// A symbolic link; it is not followed.
    case link
    /// A pipe, a device, a socket, or what is gone again.
    case other
  }

  public let name: String
  public let kind: Kind

  /// What a path names; symbolic links are not followed.
  public static func kind(of path: String) -> Kind {
    if let builtin = BuiltinFiles.relative(path) {
      return BuiltinFiles.index(of: builtin) != nil ? .file : BuiltinFiles.names(in: builtin) != nil ? .folder : .other
    }
    var status = stat()
    guard lstat(path, &status) == 0 else { return .other }
    return switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    default: .other
    }
  }
}

extension Folder {
  /// What is in the folder, sorted by the names' bytes; nil where there is no folder.
  public func entries() throws(FileError) -> [FolderEntry]? {
    try names()?.map { FolderEntry(name: $0, kind: FolderEntry.kind(of: path(of: $0))) }
  }
}
