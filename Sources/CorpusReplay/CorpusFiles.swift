import Files

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum CorpusFiles {
  static func folder(of path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  }

  /// Nil where it cannot be read.
  static func bytes(_ path: String) -> [UInt8]? { try? Input.path(path).bytes(limit: .max) }

  /// Regular files in a folder and the folders in it, sorted; none where there is no such folder.
  static func paths(in folder: String) -> [String] {
    let folder = Folder(folder)
    let names = ((try? folder.names()) ?? nil) ?? []
    return names.filter { !$0.hasPrefix(".") }.flatMap { name -> [String] in
      if ((try? folder.file(name)) ?? nil) != nil { return [folder.path(of: name)] }
      return Folder(folder.path(of: name)).exists ? paths(in: folder.path(of: name)) : []
    }.sorted()
  }

  /// To standard error.
  static func complain(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
  }
}
