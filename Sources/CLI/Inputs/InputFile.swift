import JSONModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that the user named.
struct InputFile {
  let path: String
  let bytes: [UInt8]

  /// The largest file that is read as input, in bytes.
  static let limit = 256 << 20

  /// Reads a file, or standard input for `-`. Throws where it is missing, a folder, unreadable or too large.
  init(_ path: String, for option: String, next: String) throws(CommandError) {
    self.path = path == "-" ? "<standard input>" : path
    var status = stat()
    if path != "-" {
      guard stat(path, &status) == 0 else {
        throw CommandError("\(option): no such file (\(String(cString: strerror(errno))))", at: path, next: next)
      }
      guard status.st_mode & S_IFMT != S_IFDIR else {
        throw CommandError("\(option): this is a folder, not a file", at: path, next: next)
      }
    }
    let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    defer { if path != "-", descriptor >= 0 { close(descriptor) } }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count == 0 { break }
      guard count > 0 else {
        throw CommandError("\(option): cannot be read (\(String(cString: strerror(errno))))", at: path, next: next)
      }
      bytes += buffer[..<count]
      guard bytes.count <= InputFile.limit else {
        throw CommandError("\(option): larger than \(InputFile.limit >> 20) MiB", at: path, next: next)
      }
    }
    self.bytes = bytes
  }

  /// The file as JSON; what is wrong is named with line and column. Its lines are shown only where `isQuotable` says
  /// that they may be.
  func json(isQuotable: Bool = false, next: String) throws(CommandError) -> JSONDocument {
    let source = isQuotable ? SourceText(path, quoting: bytes) : SourceText(path)
    do throws(JSONSyntaxError) {
      return try JSONDocument(parsing: bytes, from: source)
    } catch {
      throw CommandError(notJSON: error, next: next)
    }
  }
}
