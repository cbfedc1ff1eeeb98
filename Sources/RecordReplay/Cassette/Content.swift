import Files
import Hashing
import JSONModel

/// What a stored body is: bytes, or a file that is read when it is asked for.
enum Content: Sendable {
  case bytes([UInt8])
  /// As JSON in an interaction's file. Its bytes are made when they are asked for: most never are.
  case json(JSONCursor, JSONStyle)
  case file(SideFile)

  /// Nil for a file.
  var atHand: [UInt8]? {
    switch self {
    case .bytes(let bytes): bytes
    case .json(let value, let style): value.value.bytes(style)
    case .file: nil
    }
  }

  /// In bytes.
  var length: Int { if case .file(let file) = self { file.length } else { atHand?.count ?? 0 } }

  /// All of it. Throws for a file that is gone, has another length, or exceeds `limit`.
  func bytes(limit: Int) throws(CassetteError) -> [UInt8] {
    guard case .file(let side) = self else { return atHand ?? [] }
    let file = try side.open()
    return try CassetteError.from { () throws(FileError) in try file.bytes(limit: limit) }
  }

  /// SHA-256, in constant memory, of what is there now.
  func hash() throws(CassetteError) -> [UInt8] {
    guard case .file(let side) = self else { return Digest.sha256.hash(atHand ?? []) }
    return try Content.hash(side)
  }

  /// The same as it was when it was first asked for: many interactions may name one file.
  func hashOnce() throws(CassetteError) -> [UInt8] {
    guard case .file(let side) = self, let reads = side.reads else { return try hash() }
    return try reads.hash(of: side) { () throws(CassetteError) in try Content.hash(side) }
  }

  private static func hash(_ side: SideFile) throws(CassetteError) -> [UInt8] {
    var chunks = try side.open().chunks()
    var stream = DigestStream(.sha256)
    do throws(FileError) {
      while let chunk = try chunks.next() { stream.add(chunk) }
    } catch {
      throw CassetteError(error)
    }
    return stream.finish()
  }
}

extension Content: Equatable {
  /// A file that cannot be read equals no other.
  static func == (left: Content, right: Content) -> Bool {
    if case .file(let one) = left, case .file(let other) = right, one == other { return true }
    guard left.length == right.length, let bytes = try? left.bytes(limit: .max) else { return false }
    return bytes == (try? right.bytes(limit: .max))
  }
}

/// A body's file. It was there when the cassette was opened.
struct SideFile: Hashable, Sendable {
  let folder: Folder
  /// From the folder.
  let path: String
  /// At that time, in bytes.
  let length: Int
  /// What was read of the cassette's side files; nil for one that is being recorded.
  var reads: SideFiles?

  static func == (left: SideFile, right: SideFile) -> Bool {
    left.folder == right.folder && left.path == right.path && left.length == right.length
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(path)
    hasher.combine(length)
  }

  /// Throws where it is gone or has another length.
  func open() throws(CassetteError) -> RegularFile {
    let file = try CassetteError.from { () throws(FileError) in try folder.file(path) }
    guard let file else { throw CassetteError(.sideFileMissing(path), file: folder.path) }
    guard file.length == length else {
      throw CassetteError(.sideFileChanged(path, length: file.length, before: length), file: folder.path)
    }
    return file
  }
}
