public import ArchiveReading
public import Files
import JSONModel

/// Where the bodies are that a HAR file holds outside itself, as Playwright writes it (`_file`).
public enum Attachments: Sendable {
  case none
  /// Beside the file. What is outside the folder, or a symbolic link, is not read.
  case folder(Folder)
  /// In the same archive.
  case archive(Archive)
}

/// Bodies in files of their own, all together no more than a file may have.
final class AttachedFiles {
  struct Missing: Error {
    /// Part of a sentence about the entry.
    let text: String
  }

  /// All of a recording, in bytes.
  static let limit = 256 << 20

  private let attachments: Attachments
  private var rest = AttachedFiles.limit

  init(_ attachments: Attachments) { self.attachments = attachments }

  func bytes(_ place: JSONCursor) -> Result<[UInt8], Missing> {
    guard let name = place.string, !name.isEmpty else {
      return .failure(Missing(text: "its attached file has no name"))
    }
    let shown = AttachedFiles.shown(name)
    do throws(FileError) {
      guard let bytes = try read(name) else {
        return .failure(Missing(text: "its attached file\(shown) is not there"))
      }
      rest -= bytes.count
      return .success(bytes)
    } catch {
      return .failure(Missing(text: "its attached file\(shown) cannot be taken: \(error.kind.reason)"))
    }
  }

  /// A name that tools make up, a digest or a number with an ending; any other one may hold what is secret.
  static func shown(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy {
      (48...57).contains($0) || (97...122).contains($0 | 32) || "._-/".utf8.contains($0)
    }
    return isPlain && name.utf8.count <= 100 ? " \(name)" : ""
  }

  private func read(_ name: String) throws(FileError) -> [UInt8]? {
    switch attachments {
    case .none: return nil
    case .folder(let folder): return try folder.bytes(of: name, limit: rest)
    case .archive(let archive): return archive.files[name]
    }
  }
}
