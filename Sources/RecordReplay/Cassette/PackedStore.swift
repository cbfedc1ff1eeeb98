import Files
import JSONModel

/// Interactions in one file, one a line: what a file of its own would hold, and its name in a member `name`.
struct PackedStore: CassetteStore {
  static let fileName = "interactions.jsonl"

  private let reader: InteractionReader
  private let file: RegularFile
  /// Behind each line, its line feed excluded.
  private let ends: [Int]
  /// The number of the last line, from 1, where it was cut off while it was written: it has neither an end nor a whole
  /// JSON value. It counts for nothing.
  let tornLine: Int?

  /// Nil where there is no such file.
  init?(_ reader: InteractionReader) throws(CassetteError) {
    let opened = try CassetteError.from { () throws(FileError) in try reader.folder.file(PackedStore.fileName) }
    guard let file = opened else { return nil }
    self.reader = reader
    self.file = file
    var ends = try CassetteError.from { () throws(FileError) in try file.lineEnds() }
    var torn: Int?
    let rest = (ends.last ?? -1) + 1
    if rest < file.length {
      let line = try PackedStore.line(ends.count, rest..<file.length, of: file)
      if (try? JSONDocument(parsing: line)) == nil { torn = ends.count + 1 } else { ends.append(file.length) }
    }
    self.ends = ends
    tornLine = torn
  }

  /// The file, to be written to by nobody else. A last line that was cut off is cut off whole.
  static func journal(in folder: Folder) throws(CassetteError) -> AppendedFile {
    try CassetteError.from { () throws(FileError) in
      try AppendedFile(fileName, in: folder) { (try? JSONDocument(parsing: $0)) != nil }
    }
  }

  var count: Int { ends.count }

  func interaction(at index: Int) throws(CassetteError) -> Interaction {
    try reader.interaction(
      line: try PackedStore.line(index, range(at: index), of: file), number: index + 1, file: file.path)
  }

  func error(_ reason: String, at index: Int) -> CassetteError {
    CassetteError(.shape(reason), at: PackedStore.place(index, in: file))
  }

  private func range(at index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1] + 1)..<ends[index] }

  private static func place(_ index: Int, in file: RegularFile) -> SourcePlace {
    SourcePlace(SourceText(file.path), TextPosition(line: index + 1, column: 1, offset: 0))
  }

  private static func line(
    _ index: Int, _ range: Range<Int>, of file: RegularFile
  ) throws(CassetteError) -> [UInt8] {
    guard range.count <= Cassette.maxFileBytes else {
      throw CassetteError(.file(.tooLarge(limit: Cassette.maxFileBytes)), at: place(index, in: file))
    }
    let bytes = try CassetteError.from { () throws(FileError) in
      try file.bytes(at: range.lowerBound, count: range.count)
    }
    guard bytes.count == range.count else { throw CassetteError(.file(.shortened), at: place(index, in: file)) }
    return bytes
  }
}
