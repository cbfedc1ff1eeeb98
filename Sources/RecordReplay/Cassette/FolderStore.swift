import Files

/// Interactions in files of their own, `NUMBER-API-METHOD….json`.
struct FolderStore: CassetteStore {
  private let reader: InteractionReader
  /// In the order of their numbers.
  private let names: [String]

  static let ending = ".json"

  /// `listing` has the names in the folder, sorted. Another `.json` file would be an interaction that is never played,
  /// so it is an error; what is not JSON (a README) is no concern of ours.
  init(_ reader: InteractionReader, listing: [String]) throws(CassetteError) {
    self.reader = reader
    var found: [(number: Int, name: String)] = []
    for file in listing where file.utf8.suffix(5).elementsEqual(FolderStore.ending.utf8) && file != Manifest.fileName {
      if file.utf8.first == UInt8(ascii: ".") { continue }
      guard let number = InteractionName.number(of: file), InteractionName.isName(file.utf8.dropLast(5)) else {
        let reason =
          "not an interaction's file name, which is NUMBER-API-METHOD….json, of ASCII letters, digits and ._- alone"
        throw CassetteError(.shape(reason), file: reader.folder.path(of: file))
      }
      found.append((number, String(decoding: file.utf8.dropLast(5), as: UTF8.self)))
    }
    // Sorting keeps the order of equal ones.
    found.sort { $0.number < $1.number }
    names = found.map(\.name)
  }

  var count: Int { names.count }

  func interaction(at index: Int) throws(CassetteError) -> Interaction {
    let name = names[index]
    let bytes = try CassetteError.from { () throws(FileError) in
      try reader.folder.bytes(of: name + FolderStore.ending, limit: Cassette.maxFileBytes)
    }
    guard let bytes else { throw CassetteError(.file(.missing), file: path(at: index)) }
    return try reader.interaction(bytes, name: name, file: path(at: index))
  }

  func error(_ reason: String, at index: Int) -> CassetteError {
    CassetteError(.shape(reason), file: path(at: index))
  }

  private func path(at index: Int) -> String { reader.folder.path(of: names[index] + FolderStore.ending) }
}
