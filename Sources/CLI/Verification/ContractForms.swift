import ContractTesting
import Files
import Hashing

/// Parsed forms of contracts, in `$XDG_CACHE_HOME/tapedeck/contracts`, else `~/.cache/tapedeck/contracts`: what is there
/// may be removed at any time. Without such a folder nothing is kept.
enum ContractForms {
  private static let folder: Folder? = {
    if let base = Environment.value("XDG_CACHE_HOME"), base.utf8.first == UInt8(ascii: "/") {
      return Folder("\(base)/tapedeck/contracts")
    }
    return Environment.value("HOME").flatMap { $0.isEmpty ? nil : Folder("\($0)/.cache/tapedeck/contracts") }
  }()

  /// Smaller files are parsed as fast as their form is found.
  private static let minBytes = 32 << 10
  private static let maxBytes = 128 << 20

  static let cache = ContractCache(
    load: { file in
      guard file.count >= minBytes, let folder else { return nil }
      return try? folder.bytes(of: name(of: file), limit: maxBytes)
    },
    store: { file, form in
      guard file.count >= minBytes, form.count <= maxBytes, let folder else { return }
      try? folder.makePrivate()
      try? folder.writePrivate(form, to: name(of: file))
    })

  private static func name(of file: [UInt8]) -> String { "\(Digest.sha256.hex(file)).form" }
}
