#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension SharedFiles {
  /// All files under `../shared` whose name ends in one of `endings`, as paths from there, sorted.
  public static func paths(endingIn endings: [String]) throws -> [String] {
    try files(under: folder, endingIn: endings)
  }

  /// All files under a folder of the project whose name ends in one of `endings`, as paths from there, sorted.
  public static func projectPaths(_ subfolder: String, endingIn endings: [String]) throws -> [String] {
    try files(under: "\(root)/\(subfolder)", endingIn: endings)
  }

  /// What a folder of the project holds, by its path from the project's root; "" is the top level.
  public static func projectNames(_ folder: String = "") throws -> [String] { try names(in: "\(root)/\(folder)") }

  /// All files under `folder` whose name ends in one of `endings`, as paths from there, sorted.
  public static func files(under folder: String, endingIn endings: [String]) throws -> [String] {
    var found: [String] = []
    try walk(folder, "", endings, &found)
    return found.sorted()
  }

  static func names(in folder: String) throws -> [String] {
    guard let directory = opendir(folder) else { throw Unreadable(path: folder) }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  private static func walk(_ folder: String, _ path: String, _ endings: [String], _ found: inout [String]) throws {
    for name in try names(in: "\(folder)/\(path)") {
      let inner = path.isEmpty ? name : "\(path)/\(name)"
      var status = stat()
      guard stat("\(folder)/\(inner)", &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        try walk(folder, inner, endings, &found)
      } else if endings.contains(where: name.hasSuffix) {
        found.append(inner)
      }
    }
  }
}
