import Files
import RecordReplay

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Locations {
  /// `Cassettes` and `Schemas` of the folders above a test's file, the nearest first.
  init(above file: String) {
    self.init(roots: Locations.folders(above: file).filter(Locations.isRoot).map(Locations.shown))
  }

  /// Where the cassette with this name is recorded first: under the nearest `Cassettes`, else that of the package.
  static func newCassette(_ name: String, above file: String) -> String {
    if name.utf8.contains(UInt8(ascii: "/")) { return name }
    let folders = folders(above: file)
    let root =
      folders.first { Folder("\($0)/Cassettes").exists }
      ?? folders.first { access("\($0)/Package.swift", F_OK) == 0 } ?? folders.first ?? "."
    let shown = shown(root)
    return shown == "." ? "Cassettes/\(name)" : "\(shown)/Cassettes/\(name)"
  }

  private static func isRoot(_ folder: String) -> Bool {
    Folder("\(folder)/Cassettes").exists || Folder("\(folder)/Schemas").exists
  }

  /// From the file's own on.
  private static func folders(above file: String) -> [String] {
    var parts = file.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropLast()
    var result: [String] = []
    while let last = parts.last {
      if !(last.isEmpty && parts.count > 1) {
        let folder = parts.map { String(decoding: Array($0), as: UTF8.self) }.joined(separator: "/")
        result.append(folder.isEmpty ? "/" : folder)
      }
      parts.removeLast()
    }
    return result
  }

  /// The current folder by its short name: what is below it is shown as users call it.
  private static func shown(_ folder: String) -> String {
    guard let buffer = getcwd(nil, 0) else { return folder }
    defer { free(buffer) }
    return String(cString: buffer) == folder ? "." : folder
  }
}
