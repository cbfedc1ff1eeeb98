import Files
import RecordReplay
import Reporting
import SecretDetection

/// The files below the paths that are audited, in the order of their names.
struct AuditedTree {
  private static let passedOver: Set<String> = [".git", ".build", "node_modules", ".svn", ".hg"]
  /// The largest file that is read, in bytes.
  private static let limit = 64 << 20
  /// Folders are entered so deep.
  private static let deepest = 200

  let confidence: Detection.Confidence
  private(set) var report = AuditReport()
  /// Folders of cassettes whose recording was cut off, or left something out.
  private(set) var incomplete: [String] = []

  init(atLeast confidence: Detection.Confidence) { self.confidence = confidence }

  /// False where there is no such file or folder. A link that is named is followed, one below it is not.
  mutating func add(_ path: String) -> Bool {
    if Folder(path).exists {
      add(folder: path, ListedStandIns(besides: path), depth: 0)
      return true
    }
    guard (try? RegularFile(opening: path)) != nil else { return false }
    add(file: path, ListedStandIns(besides: path))
    return true
  }

  /// `outer` stand for something in the cassette that the folder is a part of.
  private mutating func add(folder path: String, _ outer: ListedStandIns, depth: Int) {
    guard depth < AuditedTree.deepest else { return report.skipped.append((path, "too deep")) }
    let entries: [FolderEntry]
    do throws(FileError) {
      entries = try Folder(path).entries() ?? []
    } catch {
      return report.skipped.append((path, error.kind.reason))
    }
    let listed = ListedStandIns(cassette: path) ?? outer
    for entry in entries {
      let inside = path == "." ? entry.name : path.hasSuffix("/") ? path + entry.name : "\(path)/\(entry.name)"
      switch entry.kind {
      case .folder where !AuditedTree.passedOver.contains(entry.name): add(folder: inside, listed, depth: depth + 1)
      case .file:
        add(file: inside, listed)
        if entry.name == Manifest.fileName, let manifest = try? Manifest(loading: path), !manifest.complete {
          incomplete.append(path)
        }
      case .folder, .link, .other: break
      }
    }
  }

  private mutating func add(file path: String, _ listed: ListedStandIns) {
    do throws(FileError) {
      let bytes = try RegularFile(opening: path).bytes(limit: AuditedTree.limit)
      guard let file = AuditedFile(path, bytes, listed: listed) else { return }
      report.files += 1
      report.findings += file.findings(atLeast: confidence)
    } catch {
      report.skipped.append((path, error.kind.reason))
    }
  }
}
