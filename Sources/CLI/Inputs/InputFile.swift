import Files
import JSONModel

/// A file that the user named.
struct InputFile {
  let path: String
  let bytes: [UInt8]

  /// The largest file that is read as input, in bytes.
  static let limit = 256 << 20

  /// Reads a file, or standard input for `-`. Throws where it is missing, a folder, unreadable or too large.
  init(_ path: String, for option: String, next: String) throws(CommandError) {
    let input = path == "-" ? Input.standard : .path(path)
    self.path = path == "-" ? "<standard input>" : path
    do throws(FileError) {
      bytes = try input.bytes(limit: InputFile.limit)
    } catch {
      throw CommandError("\(option): \(error.kind.reason)", at: self.path, next: next)
    }
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
