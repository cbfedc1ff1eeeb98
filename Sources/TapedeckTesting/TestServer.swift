import Certificates
import EventLoop
import HTTPFetching
import HTTPModel
import HTTPServing
import Locking
import RecordReplay

/// The one server of a process, which answers each test in a session of its own.
final class TestServer: Sendable {
  let origin: Origin
  let sessions: Sessions
  let entrance: TestEntrance
  let authorities: TestAuthorities
  let loop: EventLoop
  /// Where recordings are written.
  let disk: EventLoop
  private let hosts: Lock<Set<String>>
  private let number = Lock(0)

  /// Begun by the first test that has a cassette; it lasts as long as the process. Tests have nobody above them who could
  /// hold it.
  static let running = Task { () -> Result<TestServer, TestProblem> in
    do throws(TestProblem) { return .success(try await TestServer()) } catch { return .failure(error) }
  }

  private init() async throws(TestProblem) {
    authorities = try TestAuthorities()
    do throws(EventLoopError) {
      (loop, disk) = (try EventLoop(name: "tapedeck-tests"), try EventLoop(name: "tapedeck-disk"))
    } catch {
      throw TestProblem("no server for tests: \(error)", next: "ulimit -a")
    }
    let hosts = Lock<Set<String>>([])
    self.hosts = hosts
    sessions = Sessions(
      Replayer(cassette: Cassette(newAt: "no cassette"), apis: []), beginsByRequest: false,
      answering: { _, _ in NamelessRequest() })
    entrance = TestEntrance(answering: SessionRouter(sessions, apis: []))
    var configuration = HTTPServer.Configuration()
    configuration.renderMiss = { MissReport($0).response }
    var interception = Interception(hosts: []) { [authorities] in try authorities.identity(of: $0) }
    interception.alsoHosts = { host in hosts.withLock { $0.contains(host) } }
    interception.proxyUser = SessionRouter.proxyUser
    configuration.interception = interception
    do throws(ServerError) {
      origin = try await HTTPServer(loop, configuration: configuration)
        .start(answering: BrowserGuard(apis: [], names: [], answering: entrance))
    } catch {
      throw TestProblem("no server for tests: \(error)", next: "ip address show lo")
    }
  }

  /// Opens tunnels to the hosts of these APIs, with certificates for those that have names.
  func serve(_ apis: [API]) throws(TestProblem) {
    let origins = apis.flatMap(\.hosts).map(\.origin)
    try authorities.cover(origins.filter { $0.scheme == "https" }.compactMap { HostName($0.host) })
    hosts.withLock { $0.formUnion(origins.map(\.host)) }
  }

  /// A name that no other session has had, after the cassette.
  func name(for cassette: String) -> SessionName {
    let number = number.withLock { number in
      number += 1
      return number
    }
    let letters = cassette.utf8.suffix(60).map { byte -> UInt8 in
      switch byte {
      case 48...57, 65...90, 97...122: byte
      default: UInt8(ascii: "-")
      }
    }
    return SessionName("\(String(decoding: letters, as: UTF8.self))-\(number)") ?? .standard
  }
}

/// What is answered to a request that names no test.
private struct NamelessRequest: Responder {
  func respond(to request: Request) -> Answer {
    let text = """
      {"type":"urn:tapedeck:no-test","title":"Bad Request","status":400,"detail":"This request names no test. Send it \
      below Tapedeck.current.baseURL(of:), or through Tapedeck.current.proxy with its user name."}
      """
    return .now(
      .response(
        Response(
          status: 400, reason: "Bad Request", headers: [HeaderField("Content-Type", "application/problem+json")],
          body: .bytes(Array(text.utf8)))))
  }
}
