import Files

extension Recording {
  /// Ends a recording, when nobody records any more: takes what was found out late out of what was written before, puts
  /// what was recorded again in the place of what it replaces, and makes a file of each line where there are up to
  /// `maxFiles` interactions; more stay packed. Where nothing was skipped, the interactions named in `removing` are
  /// removed. The cassette is complete where nothing was skipped, and it was before. Gives those in which something stands
  /// that was found out late and cannot be replaced there.
  @discardableResult
  public func finish(
    maxFiles: Int = 1000, apis: [API], removing names: [String] = []
  ) throws(CassetteError) -> [(name: String, reason: RedactionError)] {
    if let failure { throw failure }
    var (writer, wasComplete) = ending
    let folder = Folder(path)
    writer.long.dropped = 0
    var unclean: [(name: String, reason: RedactionError)] = []
    var journal = try writer.session.takeOut(
      ofAllIn: folder, writer.journal, apis: apis, &writer.long, &unclean)
    countDropped(writer.long.dropped)
    let isWhole = writer.counts.skipped + writer.long.dropped == 0
    let removed = isWhole ? names.compactMap { InteractionName.number(of: $0) } : []
    journal = try Rerecording(newer: writer.replaced, removed: Set(removed), apis: apis).finish(in: folder, journal)
    let written = try Cassette(loading: path)
    if written.count <= maxFiles {
      for position in 0..<written.count where written.isLine(at: position) {
        try folder.writeFile(of: try written.interaction(at: position))
      }
      try CassetteError.from { () throws(FileError) in try journal.remove() }
    }
    writer.manifest.complete = wasComplete && isWhole
    try folder.write(writer.manifest)
    return unclean
  }
}

extension RedactionSession {
  /// Takes what is known by now out of all that is in a cassette's folder. Gives the journal that is there then. The
  /// journal is written first: where a line became a file already, the file counts. A line whose long body holds a
  /// secret is dropped. `unclean` gets those in which something stays.
  mutating func takeOut(
    ofAllIn folder: Folder, _ journal: AppendedFile, apis: [API], _ long: inout LongBodies,
    _ unclean: inout [(name: String, reason: RedactionError)]
  ) throws(CassetteError) -> AppendedFile {
    let written = try Cassette(loading: folder.path)
    var lines: [UInt8] = []
    // Lines that count no more go.
    var isChanged = written.hasLinesWithFiles
    var files: [(before: String, Interaction)] = []
    for position in 0..<written.count {
      let interaction = try written.interaction(at: position)
      let api = apis.first { $0.name == interaction.api } ?? API(name: interaction.api, hosts: [])
      if written.isLine(at: position), try hasLateSecret(in: interaction, &long) {
        for (path, _) in interaction.sideFiles {
          try CassetteError.from { () throws(FileError) in try folder.remove(path) }
        }
        isChanged = true
        continue
      }
      let redacted = try takeOut(of: interaction, api: api)?.interaction
      let now = redacted ?? interaction
      if let reason = try remainder(in: now) { unclean.append((now.name, reason)) }
      if written.isLine(at: position) {
        if let redacted {
          isChanged = true
          try folder.writeSideFiles(of: redacted)
        }
        lines += now.packedLine
      } else if let redacted {
        files.append((interaction.name, redacted))
      }
    }
    var journal = journal
    if isChanged {
      journal = try CassetteError.from { () throws(FileError) in try journal.replaced(with: lines) }
    }
    for (before, interaction) in files {
      try folder.writeFile(of: interaction)
      if before != interaction.name {
        try CassetteError.from { () throws(FileError) in try folder.remove(before + FolderStore.ending) }
      }
    }
    return journal
  }
}

extension Recording.Writer {
  /// The same while a recording goes on.
  mutating func takeOutEarlier(in folder: Folder) throws(CassetteError) {
    // Where something stays is told at the end.
    var unclean: [(name: String, reason: RedactionError)] = []
    let before = long.dropped
    journal = try session.takeOut(ofAllIn: folder, journal, apis: apis, &long, &unclean)
    countDropped(long.dropped - before)
  }
}
