import ArchiveReading
import CCommit
import ContentCoding
import EventLoop
import HTTPFetching
import HTTPServing
import Hashing
import SchemaValidation
import YAMLReading

/// What the program was made of.
enum Build {
  /// In hexadecimal, with `-dirty` behind it where the tree held more than that; nil where the build was not told.
  static var commit: String? { tapedeck_commit().map { String(cString: $0) } }
  /// The day of the commit, as 2026-11-29.
  static var commitDate: String? { tapedeck_commit_date().map { String(cString: $0) } }

  /// Names and versions, as they are linked at run time.
  static var libraries: [String] {
    CurlClient.libraryVersions + Digest.libraryVersions + EventLoop.libraryVersions + HTTPServer.libraryVersions
      + Schema.libraryVersions + YAMLDocument.libraryVersions + Coding.libraryVersions
      + Archive.libraryVersions
  }

  /// What `--version` prints.
  static func text(commit: String?) -> String {
    """
    tapedeck \(Tapedeck.version)
    commit: \(commit.map(told) ?? "unknown (built without .ci/package)")
    libraries: \(libraries.joined(separator: ", "))
    """
  }

  private static func told(_ commit: String) -> String {
    guard commit.hasSuffix("-dirty") else { return commit }
    return "\(commit.dropLast(6)), with changes that are not committed"
  }
}
