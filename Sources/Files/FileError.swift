/// Why a file or a folder could not be read or written.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    case missing
    case isFolder
    /// A pipe, a device, a folder, or a symbolic link where none is followed.
    case notRegular
    /// In bytes.
    case tooLarge(limit: Int)
    /// The file is shorter than it was when it was opened.
    case shortened
    /// Another process writes to it.
    case inUse
    /// The system's reason.
    case unreadable(String)
    case unwritable(String)

    /// What is wrong, without the path.
    public var reason: String {
      switch self {
      case .missing: "no such file"
      case .isFolder: "a folder, not a file"
      case .notRegular: "not a regular file"
      case .tooLarge(let limit): "exceeds the limit of \(FileError.text(bytes: limit))"
      case .shortened: "was cut off while it was read"
      case .inUse: "is being written by another process"
      case .unreadable(let reason): "cannot be read: \(reason)"
      case .unwritable(let reason): "cannot be written: \(reason)"
      }
    }
  }

  public let kind: Kind
  /// As it was given.
  public let path: String

  public init(_ kind: Kind, path: String) {
    self.kind = kind
    self.path = path
  }

  /// `path: reason`.
  public var description: String { "\(path): \(kind.reason)" }

  /// `64 MiB`, or in KiB or bytes where it is not whole in the unit before.
  static func text(bytes: Int) -> String {
    let units = [(1 << 20, "MiB"), (1 << 10, "KiB")]
    let unit = units.first { bytes >= $0.0 && bytes.isMultiple(of: $0.0) }
    return unit.map { "\(bytes / $0.0) \($0.1)" } ?? "\(bytes) bytes"
  }
}
