import Certificates
import Files
import HTTPModel
import Hashing

/// Files that make clients trust the proxy, beside the root that all of them need. Their names hold the root's digest: who
/// runs with an older root still finds its own.
struct TrustFiles: Sendable {
  /// The root alone, for clients that add it to what they trust.
  let root: String
  /// The root behind this machine's own, for clients that trust what they are given and nothing else.
  let bundle: String
  /// The same for Java.
  let keyStore: String
  /// What makes wget take the bundle.
  let wgetrc: String

  init(root: String, bundle: String, keyStore: String, wgetrc: String) {
    (self.root, self.bundle, self.keyStore, self.wgetrc) = (root, bundle, keyStore, wgetrc)
  }

  /// Writes them to the folder of the user's authority. Without roots of this machine the root is alone in all.
  init(of proxy: HTTPSProxy) throws(CommandError) {
    let mark = Hexadecimal.encode(Array(Digest.sha256.hash(proxy.authority.root).prefix(4)))
    let path = StateFolder.path("ca")
    // Programs that read it run in other folders, too.
    let folder = Folder(path.hasPrefix("/") ? path : "\(Environment.currentFolder)/\(path)")
    func write(_ bytes: [UInt8], to name: String) throws(FileError) -> String {
      try folder.write(bytes, to: name)
      return folder.path(of: name)
    }
    do {
      root = try write(proxy.root, to: "root-\(mark).pem")
      bundle = try write(try TrustFiles.bytes(.bundle, of: proxy), to: "bundle-\(mark).pem")
      keyStore = try write(try TrustFiles.bytes(.jks, of: proxy), to: "trust-\(mark).jks")
      wgetrc = try write(Array("ca_certificate = \(bundle)\n".utf8), to: "wgetrc-\(mark)")
    } catch let error as CertificateError {
      throw CommandError(error)
    } catch let error as FileError {
      throw CommandError(error.kind.reason, at: error.path, next: "ls -ld \(ShellText.quoted(folder.path))")
    } catch {
      throw CommandError("\(error)", at: folder.path)
    }
  }

  private static func bytes(_ format: TrustFormat, of proxy: HTTPSProxy) throws(CertificateError) -> [UInt8] {
    do throws(CertificateError) {
      return try proxy.authority.export(as: format)
    } catch {
      guard case .noSystemRoots = error else { throw error }
      return try proxy.authority.export(as: format, systemRoots: nil)
    }
  }
}
