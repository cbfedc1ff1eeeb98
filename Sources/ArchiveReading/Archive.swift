import CArchive

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The regular files in a zip file, in memory: nothing of it is ever written, so no name in it leads anywhere.
public struct Archive: Sendable {
  /// By their names in the archive. Of several with one name the last.
  public let files: [String: [UInt8]]

  /// An archive with more is not read.
  static let maxFiles = 100_000

  /// Whether it begins as zip files do.
  public static func isZip(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0x50, 0x4B, 5, 6])
  }

  /// Reads all of it. Throws where it is damaged or encrypted, or where what is in it exceeds `limit` bytes.
  public init(zip bytes: [UInt8], limit: Int) throws(ArchiveError) {
    let reader = try ZipReader(bytes)
    var files: [String: [UInt8]] = [:]
    var rest = limit
    var count = 0
    while let name = try reader.next() {
      count += 1
      guard count <= Archive.maxFiles else { throw .tooManyFiles(Archive.maxFiles) }
      guard let content = try reader.content(limit: rest) else { throw .tooLarge(limit: limit) }
      rest -= content.count
      files[name] = content
    }
    self.files = files
  }
}

/// Why an archive could not be read.
public enum ArchiveError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The library's reason.
  case damaged(String)
  /// In bytes.
  case tooLarge(limit: Int)
  case tooManyFiles(Int)

  public var description: String {
    switch self {
    case .damaged(let reason): reason
    case .tooLarge(let limit): "what is in it exceeds the limit of \(limit >> 20) MiB"
    case .tooManyFiles(let count): "it holds more than \(count) files"
    }
  }
}

/// libarchive's reader over bytes in memory, of which it owns a copy.
private final class ZipReader {
  private let archive: OpaquePointer
  private let bytes: UnsafeMutableRawBufferPointer

  init(_ source: [UInt8]) throws(ArchiveError) {
    guard let archive = archive_read_new() else { throw .damaged("there is not enough memory") }
    self.archive = archive
    bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: max(source.count, 1), alignment: 1)
    bytes.copyBytes(from: source)
    archive_read_support_format_zip(archive)
    guard archive_read_open_memory(archive, bytes.baseAddress, source.count) == ARCHIVE_OK else { throw failure }
  }

  deinit {
    archive_read_free(archive)
    bytes.deallocate()
  }

  private var failure: ArchiveError {
    .damaged(archive_error_string(archive).map { String(cString: $0) } ?? "it is damaged")
  }

  /// Goes to the next regular file; nil at the end.
  func next() throws(ArchiveError) -> String? {
    while true {
      var entry: OpaquePointer?
      switch archive_read_next_header(archive, &entry) {
      case ARCHIVE_EOF: return nil
      case ARCHIVE_OK, ARCHIVE_WARN: break
      default: throw failure
      }
      guard let entry, archive_entry_filetype(entry) == S_IFREG else { continue }
      guard let name = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry) else { continue }
      return String(cString: name)
    }
  }

  /// Of the file that it stands at; nil where it is longer than `limit` bytes.
  func content(limit: Int) throws(ArchiveError) -> [UInt8]? {
    var result: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let archive = archive
      let count = piece.withUnsafeMutableBytes { archive_read_data(archive, $0.baseAddress, $0.count) }
      if count == 0 { return result }
      if count < 0 { throw failure }
      result += piece[..<count]
      if result.count > limit { return nil }
    }
  }
}
