import Certificates
import Clocks
import HTTPModel
import RecordReplay

/// The user's certificate authority, and which hosts a command needs it for.
struct UserAuthority {
  let store = CertificateStore(StateFolder.path("ca"), clock: RealClock(), random: SystemRandomNumberGenerator())

  /// Hosts that clients speak TLS with and that have a name. Addresses get no certificates.
  static func hosts(of apis: [API]) -> [HostName] {
    var seen: Set<String> = []
    return apis.flatMap(\.hosts).filter { $0.origin.scheme == "https" && seen.insert($0.origin.host).inserted }
      .compactMap { HostName($0.origin.host) }
  }

  /// The authority that is kept, or a new one where it does not cover the hosts.
  func open(for hosts: [HostName], _ console: Console) throws(CommandError) -> CertificateAuthority {
    let authority: CertificateAuthority
    do throws(CertificateError) { authority = try store.authority(for: hosts) } catch { throw CommandError(error) }
    note(authority, console)
    return authority
  }

  func renew(for hosts: [HostName], _ console: Console) throws(CommandError) -> CertificateAuthority {
    let authority: CertificateAuthority
    do throws(CertificateError) { authority = try store.renew(for: hosts) } catch { throw CommandError(error) }
    note(authority, console)
    return authority
  }

  /// Says that clients must trust something new.
  private func note(_ authority: CertificateAuthority, _ console: Console) {
    guard let making = authority.making else { return }
    let count = authority.hosts.count
    let made = "made a certificate authority for \(count) host\(count == 1 ? "" : "s"): \(store.rootPath)"
    let again = "; clients that trusted an earlier one must trust it again"
    let text =
      switch making {
      case .first: made
      case .asked: made + again
      case .moreHosts(let hosts): "\(made), now with \(hosts.map(\.text).joined(separator: ", "))\(again)"
      case .expiring: "\(made), because the earlier one expires\(again)"
      }
    console.note("note: \(text)")
  }
}

extension CommandError {
  init(_ error: CertificateError) {
    if let path = error.path {
      self.init(error.reason, at: path, next: error.next)
    } else {
      self.init(error.reason, next: error.next)
    }
  }
}
