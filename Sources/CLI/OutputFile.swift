import Files

/// A file that a user named for what a command makes. It is there whole or not at all.
enum OutputFile {
  static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.count > 1 ? parts.dropLast().joined(separator: "/") : "."
    try Folder(folder.isEmpty ? "/" : folder).write(bytes, to: String(parts.last ?? ""))
  }
}
