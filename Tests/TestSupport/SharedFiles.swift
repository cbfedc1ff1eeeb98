#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The files beside the project that it may read but does not hold: `../shared`.
///
/// Tests that need one are skipped where the folder is not there, unless `TAPEDECK_REQUIRE_SHARED=1`, which makes its
/// absence a failure.
public enum SharedFiles {
  /// The project's root.
  public static let root: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
  }()

  public static let folder = root + "/../shared"

  /// Use as `.enabled(if: SharedFiles.available)`.
  public static let available: Bool = exists(folder + "/conformance") || isRequired

  static let isRequired: Bool = getenv("TAPEDECK_REQUIRE_SHARED").map { String(cString: $0) } == "1"

  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  public struct Unreadable: Error, CustomStringConvertible {
    public let path: String
    public var description: String { "\(path) cannot be read" }
  }

  /// The bytes of a file, by its path from `../shared`.
  public static func bytes(_ path: String) throws -> [UInt8] { try contents("\(folder)/\(path)") }

  /// The bytes of a file of the project, by its path from the project's root.
  public static func project(_ path: String) throws -> [UInt8] { try contents("\(root)/\(path)") }

  public static func contents(_ path: String) throws -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw Unreadable(path: path) }
    defer { fclose(file) }
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return result }
      result += buffer[..<count]
    }
  }
}
