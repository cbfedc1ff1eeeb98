import EventLoop
import HTTPFetching
import HTTPModel
import Locking
import RecordReplay
import UserState

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a test records.
final class TestRecording: Sendable {
  let folder: String
  let apis: [API]
  private let cassette: Cassette
  private let recording: Recording
  private let upstream: Upstream
  /// Whose place what is recorded takes; nil where it is added to what is there.
  private let earlier: Replayer?
  /// What was not recorded, and why.
  private let problems: Lock<[String]>

  /// `cassette` is what is there; nil where nothing is. `isAnew` says that what the test asks for is recorded again.
  init(
    _ use: CassetteUse, into cassette: Cassette?, at folder: String, _ locations: Locations, isAnew: Bool = false,
    disk: EventLoop
  ) throws(TestProblem) {
    upstream = use.upstream
    var introduced: [API] = []
    for (name, url) in use.apis.sorted(by: { $0.key < $1.key }) {
      guard let api = API("\(name)=\(url)") else {
        throw TestProblem(
          "'\(name)': '\(url)' is not the name of an API and its URL",
          next: #"apis: ["demo": "https://demo.example.com"]"#)
      }
      introduced.append(api)
    }
    let profiled: [API]
    do throws(ProfileError) { profiled = try locations.allAPIs() } catch { throw TestProblem(error) }
    var target = cassette ?? Cassette(newAt: folder)
    self.folder = folder
    let named = target.manifest.apis.filter { !$0.hosts.isEmpty }.map { API(name: $0.name, hosts: $0.hosts) }
    let known = Set((introduced + profiled).map(\.name))
    apis = introduced + profiled + named.filter { !known.contains($0.name) }
    let key = try TestRecording.key(of: target)
    target.manifest.pseudonymKey = key.id
    self.cassette = target
    earlier = isAnew ? Replayer(cassette: target, apis: apis, answersPreflights: false) : nil
    let problems = Lock<[String]>([])
    self.problems = problems
    do throws(CassetteError) {
      recording = try Recording(
        into: target, session: RedactionSession(key: key), isAnew: isAnew, apis: apis, on: disk
      ) { events in
        for event in events {
          guard case .skipped(let reason) = event.fate else { continue }
          problems.withLock { $0.append("not recorded: \(event.method) \(event.url ?? "a request"): \(reason)") }
        }
      }
    } catch {
      throw TestProblem(error, named: use.cassette)
    }
  }

  private static func key(of cassette: Cassette) throws(TestProblem) -> PseudonymKey {
    let store = PseudonymKeyStore()
    do throws(PseudonymKeyStore.Problem) {
      let key = try store.key(of: cassette)
      do { try store.store(key) } catch { throw .file(error) }
      return key
    } catch {
      switch error {
      case .file(let error): throw TestProblem(error)
      case .missing(let id):
        throw TestProblem(
          "the pseudonyms of \(cassette.path) were made with the key \(id), which is not in \(store.folder)",
          next: "copy \(ShellText.quoted("\(store.folder)/\(id)")) from where the cassette was recorded")
      }
    }
  }

  /// Answers from what was there before, and records the rest; or records all.
  func responder(on loop: EventLoop) -> any Responder {
    let client = CurlClient(loop, configuration: upstream.configuration(apis))
    let recorder = KnownHosts(
      apis: apis, problems: problems,
      answering: Recorder(upstream: client, apis: apis, into: recording, inPlaceOf: earlier))
    return cassette.count == 0 || earlier != nil
      ? recorder
      : Fallback(
        first: Replayer(cassette: cassette, apis: apis, answersPreflights: false), onMiss: recorder)
  }

  /// Ends it, and says what was not recorded. What a test that has thrown recorded is kept, but is not complete.
  func finish(isWhole: Bool) -> [String] {
    do throws(CassetteError) {
      // What a test did not come to is not gone.
      try recording.finish(apis: apis, removing: isWhole ? earlier?.passedOver ?? [] : [])
      if !isWhole {
        var written = try Cassette(loading: folder)
        written.manifest.complete = false
        try written.save()
      }
    } catch {
      problems.withLock { $0.append("\(error)") }
    }
    let count = recording.counts.kept + recording.counts.changed
    if count > 0 { TestRecording.note("\(count) exchange\(count == 1 ? "" : "s") recorded into \(folder)") }
    return problems.withLock(\.self)
  }

  private static func note(_ text: String) {
    let bytes = Array("tapedeck: \(text)\n".utf8)
    _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
  }
}

/// Notes requests for hosts that no API has. The recorder refuses them.
private struct KnownHosts: Responder {
  let apis: [API]
  let problems: Lock<[String]>
  let answering: Recorder

  init(apis: [API], problems: Lock<[String]>, answering: Recorder) {
    (self.apis, self.problems, self.answering) = (apis, problems, answering)
  }

  func respond(to request: Request) -> Answer {
    if apis.api(for: request.url) == nil {
      let text = "not recorded: \(request.method) \(request.origin): no API has this host; the request went nowhere"
      problems.withLock { if $0.count < 100 { $0.append(text) } }
    }
    return answering.respond(to: request)
  }
}
