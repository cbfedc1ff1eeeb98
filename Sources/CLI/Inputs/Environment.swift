#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the process was started with.
enum Environment {
  /// Nil where it is not set.
  static func value(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// All of them. Of one that is set twice the first counts, as for `value`.
  static var all: [String: String] {
    var result: [String: String] = [:]
    var place = environ
    while let entry = place.pointee {
      let parts = String(cString: entry).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2, result[String(parts[0])] == nil { result[String(parts[0])] = String(parts[1]) }
      place += 1
    }
    return result
  }

  static var currentFolder: String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }

  static func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
