import Files
import JSONModel
import YAMLReading

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

  /// The largest file of secrets, in bytes.
  static let secretLimit = 64 << 10

  /// Secrets: of a regular file, which neither hangs nor never ends, or of standard input for `-`. Throws as `init` does.
  init(secrets path: String, for option: String, next: String) throws(CommandError) {
    self.path = path == "-" ? "<standard input>" : path
    do throws(FileError) {
      bytes =
        path == "-"
        ? try Input.standard.bytes(limit: InputFile.secretLimit)
        : try RegularFile(opening: path).bytes(limit: InputFile.secretLimit)
    } catch {
      let hint = error.kind == .notRegular ? "; a pipe's content can be given as -" : ""
      throw CommandError("\(option): \(error.kind.reason)\(hint)", at: self.path, next: next)
    }
  }

  /// The file as the JSON that it is or, where it is YAML, stands for: the one place where what people write is read in
  /// both. What is wrong is named with line and column; lines are shown only where `isQuotable` says that they may be.
  func document(
    _ options: YAMLOptions, isQuotable: Bool = false, next: String
  ) throws(CommandError) -> JSONDocument {
    switch DocumentSyntax(of: bytes) {
    case .json: return try json(isQuotable: isQuotable, next: next)
    case .yaml:
      let source = isQuotable ? SourceText(path, quoting: bytes) : SourceText(path)
      do throws(YAMLError) {
        return try YAMLDocument(parsing: bytes, from: source, options: options).json
      } catch {
        throw CommandError(notYAML: error, next: next)
      }
    }
  }

  /// The file as JSON; what is wrong is named with line and column. Its lines are shown only where `isQuotable` says
  /// that they may be.
  func json(isQuotable: Bool = false, next: String) throws(CommandError) -> JSONDocument {
    let source = isQuotable ? SourceText(path, quoting: bytes) : SourceText(path)
    do throws(JSONSyntaxError) {
      return try JSONDocument(parsing: bytes, from: source)
    } catch {
      if isYAML { throw CommandError("this is YAML; JSON is expected here", at: path, next: next) }
      throw CommandError(notJSON: error, next: next)
    }
  }

  /// Whether it is a YAML document with members or elements: any line of words is a YAML text.
  private var isYAML: Bool {
    guard DocumentSyntax(of: bytes) == .yaml, let root = try? YAMLDocument(parsing: bytes).json.root else {
      return false
    }
    return root.kind == .object || root.kind == .array
  }
}
