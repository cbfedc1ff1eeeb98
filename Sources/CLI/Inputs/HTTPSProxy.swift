import Certificates
import HTTPModel
import HTTPServing
import JSONModel
import Locking
import RecordReplay
import Reporting

/// What a server needs to be a proxy for `https://`: it answers for the hosts of some APIs, with certificates of the
/// user's authority.
struct HTTPSProxy {
  /// The file that clients must trust.
  let rootPath: String
  let authority: CertificateAuthority
  private let apis: [API]

  /// The authority covers the hosts of all profiles, so that one root serves every cassette of a project.
  init(for apis: [API], _ console: Console) throws(CommandError) {
    let user = UserAuthority()
    // A profile that these APIs do not need may be broken.
    let profiled = (try? APIOption.profiled(.standard())) ?? []
    authority = try user.open(for: UserAuthority.hosts(of: profiled + apis), console)
    rootPath = user.store.rootPath
    self.apis = apis
  }

  /// Sets a server up. Nil, with a note, where there can be no certificates: all the rest goes without.
  static func make(
    for apis: [API], _ configuration: inout HTTPServer.Configuration, _ console: Console, next: String
  ) -> HTTPSProxy? {
    do throws(CommandError) {
      let proxy = try HTTPSProxy(for: apis, console)
      configuration.interception = proxy.interception(next: next)
      configuration.onEvent = proxy.notes(console)
      return proxy
    } catch {
      console.note("note: no proxy for https://: \(error.report.terminalText)")
      return nil
    }
  }

  var root: [UInt8] { Array(authority.rootPEM.utf8) }

  /// `next` is the command that helps with a host that is refused.
  func interception(next: String) -> Interception {
    var interception = Interception(hosts: Set(apis.flatMap(\.hosts).map(\.origin.host))) { [authority] name in
      guard let host = HostName(name) else { throw CertificateError.notCovered(host: name) }
      let certificate = try authority.certificate(for: host)
      return TLSIdentity(chain: certificate.chain, privateKey: certificate.privateKey)
    }
    interception.proxyUser = SessionRouter.proxyUser
    interception.next = next
    return interception
  }

  /// Tells of each event once: clients try again and again.
  func notes(_ console: Console) -> @Sendable (ServerEvent) -> Void {
    let told = Lock<Set<ServerEvent>>([])
    return { [rootPath] event in
      if !told.withLock({ $0.count < 1000 && $0.insert(event).inserted }) { return }
      switch event {
      case .handshakeFailed(_, .certificateRefused):
        console.note(line: "note: \(event); it must trust \(rootPath)")
      case .handshakeFailed(_, .closed), .unusedConnection:
        console.note(line: "note: \(event); if it reports a certificate error, it must trust \(rootPath)")
      case .handshakeFailed, .tunnelRefused: console.note(line: "note: \(event)")
      }
    }
  }
}
