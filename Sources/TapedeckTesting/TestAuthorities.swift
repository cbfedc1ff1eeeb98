import Certificates
import Clocks
import Files
import HTTPModel
import HTTPServing
import Locking

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The certificates of a process's tests: authorities of its own, in a folder that is gone with the process. The user's
/// authority, which other programs trust, is left alone.
///
/// Hosts that come later get an authority of their own beside the earlier ones, so that a client which has read the roots
/// never has to read them again.
final class TestAuthorities: Sendable {
  private let folder: String
  private let state = Lock(State())

  private struct State: Sendable {
    var authorities: [CertificateAuthority] = []
    var roots: [UInt8] = []
  }

  init() throws(TestProblem) {
    var template = Array("\(TestAuthorities.temporary)/tapedeck-testing-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw TestProblem(
        "no temporary folder: \(String(cString: strerror(errno)))", next: "ls -ld \(TestAuthorities.temporary)")
    }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    TestAuthorities.folders.withLock { $0.append(folder) }
    atexit { TestAuthorities.removeFolders() }
  }

  /// The file that clients must trust.
  var rootsPath: String { "\(folder)/\(TestAuthorities.rootsFile)" }
  private static let rootsFile = "roots.pem"

  /// From now on there are certificates for these hosts.
  func cover(_ hosts: [HostName]) throws(TestProblem) {
    let folder = folder
    try state.withLock { state throws(TestProblem) in
      let missing = hosts.filter { host in !state.authorities.contains { $0.covers(host) } }
      if missing.isEmpty { return }
      do throws(CertificateError) {
        let store = CertificateStore(
          "\(folder)/\(state.authorities.count)", clock: RealClock(), random: SystemRandomNumberGenerator())
        let authority = try store.authority(for: missing)
        state.authorities.append(authority)
        state.roots += authority.rootPEM.utf8
      } catch {
        throw TestProblem(error)
      }
      do throws(FileError) {
        try Folder(folder).write(state.roots, to: TestAuthorities.rootsFile)
      } catch {
        throw TestProblem(error)
      }
    }
  }

  func covers(_ host: String) -> Bool {
    guard let host = HostName(host) else { return false }
    return state.withLock { $0.authorities.contains { $0.covers(host) } }
  }

  func identity(of name: String) throws -> TLSIdentity {
    guard let host = HostName(name), let authority = state.withLock({ $0.authorities.first { $0.covers(host) } }) else {
      throw CertificateError.notCovered(host: name)
    }
    let certificate = try authority.certificate(for: host)
    return TLSIdentity(chain: certificate.chain, privateKey: certificate.privateKey)
  }

  // MARK: The end of the process

  private static let folders = Lock<[String]>([])
  private static let temporary =
    getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"

  private static func removeFolders() {
    let folders = folders.withLock { folders in
      defer { folders = [] }
      return folders
    }
    for folder in folders {
      for name in (try? Folder(folder).names()) ?? [] {
        for inner in (try? Folder("\(folder)/\(name)").names()) ?? [] { unlink("\(folder)/\(name)/\(inner)") }
        if unlink("\(folder)/\(name)") != 0 { rmdir("\(folder)/\(name)") }
      }
      rmdir(folder)
    }
  }
}
