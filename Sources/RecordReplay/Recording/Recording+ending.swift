import Files

extension Recording {
  /// Ends a recording, when nobody records any more: takes what was found out late out of what was written before, and
  /// makes a file of each line where there are up to `maxFiles` interactions; more stay packed. The cassette is complete
  /// where nothing was skipped, and it was before.
  public func finish(maxFiles: Int = 1000, apis: [API]) throws(CassetteError) {
    if let failure { throw failure }
    var (session, manifest, journal, isComplete) = ending
    let folder = Folder(path)
    let written = try Cassette(loading: path)
    let staysPacked = written.count > maxFiles
    var lines: [UInt8] = []
    var isChanged = false
    for position in 0..<written.count {
      let interaction = try written.interaction(at: position)
      let api = apis.first { $0.name == interaction.api } ?? API(name: interaction.api, hosts: [])
      let redacted = try session.takeOut(of: interaction, api: api)?.interaction
      let isLine = written.isLine(at: position)
      if staysPacked, isLine {
        if redacted != nil { isChanged = true }
        lines += (redacted ?? interaction).packedLine
      } else if isLine || redacted != nil {
        try folder.writeSideFiles(of: redacted ?? interaction)
        try folder.write(.bytes((redacted ?? interaction).fileBytes), to: interaction.name + FolderStore.ending)
      }
    }
    if !staysPacked {
      try CassetteError.from { () throws(FileError) in try journal.remove() }
    } else if isChanged {
      try folder.write(.bytes(lines), to: PackedStore.fileName)
    }
    manifest.complete = isComplete
    try folder.write(manifest)
  }
}
