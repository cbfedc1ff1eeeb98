import ForeignFormats

/// What an import says of the files that it read.
enum ImportText {
  /// Further interactions are counted only.
  private static let maxInteractions = 20

  /// What of a file that was read is said afterwards.
  struct File {
    let path: String
    /// The tool that wrote it, and what its format does not keep.
    let format: String
    let notes: [String]

    init(_ recording: ForeignRecording, path: String) {
      (self.path, notes) = (path, recording.notes)
      let lost = recording.alwaysLost.joined(separator: ", ")
      format = "recorded by \(recording.tool); its format does not keep \(lost)"
    }
  }

  /// Once for all files of one tool what its format does not keep; then what a user should know of each.
  static func lines(_ files: [File]) -> [String] {
    var formats: [(format: String, paths: [String])] = []
    for file in files {
      if let index = formats.firstIndex(where: { $0.format == file.format }) {
        formats[index].paths.append(file.path)
      } else {
        formats.append((file.format, [file.path]))
      }
    }
    return formats.map { format, paths in
      "\(paths[0])\(paths.count > 1 ? " and \(paths.count - 1) more" : ""): \(format)"
    } + files.flatMap { file in file.notes.map { "\(file.path): \($0)" } }
  }

  /// What the files do not hold of single interactions.
  static func lines(_ outcome: RecordingImport.Outcome) -> [String] {
    let lines = outcome.lost.prefix(maxInteractions).map { name, lost in
      "\(name): the file does not hold \(lost.joined(separator: "; "))"
    }
    let more = outcome.lost.count - lines.count
    return lines + (more > 0 ? ["… nor all of \(more) more interaction\(more == 1 ? "" : "s")"] : [])
  }
}
