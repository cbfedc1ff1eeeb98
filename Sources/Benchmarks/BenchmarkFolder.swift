import Foundation

/// Where things are.
enum BenchmarkFolder {
  /// The project's root.
  static let root: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(3).joined(separator: "/")
  }()

  static let shared = root + "/../shared"

  /// For what is made here, below the build folder.
  static let scratch: String = {
    let path = root + "/.build/benchmarks"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }()

  /// A file of `../shared`.
  static func shared(_ path: String) throws -> String {
    guard FileManager.default.fileExists(atPath: "\(shared)/\(path)") else {
      throw BenchmarkError("\(shared)/\(path) is not here; this benchmark needs the folder ../shared")
    }
    return "\(shared)/\(path)"
  }

  static func bytes(_ path: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else { throw BenchmarkError("\(path) cannot be read") }
    return [UInt8](data)
  }

  static func write(_ bytes: [UInt8], to path: String) throws {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else {
      throw BenchmarkError("\(path) cannot be written")
    }
  }

  /// The command as it is released, built where it is not up to date.
  static func tapedeck() throws -> Program {
    print("building tapedeck as it is released …")
    let options = [
      "-c", "release", "--static-swift-stdlib", "--product", "tapedeck", "--scratch-path", ".build/static",
    ]
    try Program("swift", install: "see swift.org/install").output(["build"] + options)
    return Program(at: root + "/.build/static/release/tapedeck")
  }
}
