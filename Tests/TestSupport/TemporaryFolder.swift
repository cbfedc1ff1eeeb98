#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A folder that is gone with its owner.
public final class TemporaryFolder: Sendable {
  public let path: String

  public init() throws {
    var template = Array("/tmp/tapedeck-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SharedFiles.Unreadable(path: "/tmp") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { TemporaryFolder.remove(path) }

  /// Writes a file, and the folders it needs.
  public func write(_ bytes: [UInt8], to name: String) throws {
    var folder = path
    for part in name.split(separator: "/").dropLast() {
      folder += "/\(part)"
      mkdir(folder, 0o755)
    }
    guard let file = fopen("\(path)/\(name)", "wb") else { throw SharedFiles.Unreadable(path: name) }
    defer { fclose(file) }
    fwrite(bytes, 1, bytes.count, file)
  }

  public func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

  public func text(_ name: String) throws -> String {
    String(decoding: try SharedFiles.contents("\(path)/\(name)"), as: UTF8.self)
  }

  /// All files with their bytes, by path from here.
  public func files() throws -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    try TemporaryFolder.walk(path) { file in
      found[String(file.dropFirst(path.count + 1))] = try SharedFiles.contents(file)
    }
    return found
  }

  private static func walk(_ path: String, _ visit: (String) throws -> Void) throws {
    for name in (try? SharedFiles.names(in: path)) ?? [] {
      let inner = "\(path)/\(name)"
      if isFolder(inner) { try walk(inner, visit) } else { try visit(inner) }
    }
  }

  private static func remove(_ path: String) {
    for name in (try? SharedFiles.names(in: path)) ?? [] {
      let inner = "\(path)/\(name)"
      if isFolder(inner) { remove(inner) } else { unlink(inner) }
    }
    rmdir(path)
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
