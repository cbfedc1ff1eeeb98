import Files

/// What was recorded again, and takes the places of earlier interactions when the recording ends.
struct Rerecording {
  /// By the numbers of earlier interactions, those of the lines that take their places.
  private let newer: [Int: Int]
  /// Numbers of the interactions that go.
  private let dropped: Set<Int>
  private let apis: [API]

  /// `newer` has numbers of lines, and of the interactions whose places they take.
  init(newer: [Int: Int], removed: Set<Int>, apis: [API]) {
    self.newer = Dictionary(newer.map { ($1, $0) }) { $1 }
    dropped = removed.union(newer.keys)
    self.apis = apis
  }

  /// Gives the journal that is there then. Files come first, then the journal, and what nothing names any more goes last:
  /// a kill must not leave an interaction without its side file.
  func finish(in folder: Folder, _ journal: AppendedFile) throws(CassetteError) -> AppendedFile {
    if dropped.isEmpty { return journal }
    let written = try Cassette(loading: folder.path)
    var lines: [UInt8] = []
    // Files that are needed, and those that may be needed no more.
    var needed: Set<String> = [], left: [String] = []
    let numbers = (0..<written.count).map { InteractionName.number(of: written.name(at: $0)) ?? 0 }
    let positions = Dictionary(zip(numbers, 0..<written.count)) { first, _ in first }
    for (position, number) in numbers.enumerated() {
      let own = try written.interaction(at: position), isLine = written.isLine(at: position)
      if dropped.contains(number) {
        left += own.sideFiles.map(\.path) + (isLine ? [] : [own.name + FolderStore.ending])
        continue
      }
      var result = own
      if let line = newer[number].flatMap({ positions[$0] }) {
        let api = apis.first { $0.name == own.api } ?? API(name: own.api, hosts: [])
        result = try written.interaction(at: line).inPlace(of: own, api: api)
        left += own.sideFiles.map(\.path)
        if isLine { try folder.writeSideFiles(of: result) } else { try folder.writeFile(of: result) }
      }
      needed.formUnion(result.sideFiles.map(\.path))
      if isLine { lines += result.packedLine }
    }
    let journal = try CassetteError.from { () throws(FileError) in try journal.replaced(with: lines) }
    for file in left where !needed.contains(file) {
      try CassetteError.from { () throws(FileError) in try folder.remove(file) }
    }
    return journal
  }
}
