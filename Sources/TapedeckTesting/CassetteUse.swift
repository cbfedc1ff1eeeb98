import HTTPModel
import JSONModel
import RecordReplay

/// Interactions that a test did not ask for.
public enum UnusedInteractions: Sendable {
  /// They fail the test: the code under test no longer does what was recorded.
  case fail
  /// Several tests share the cassette, and none needs all of it.
  case ignore
}

/// What a test asks of a cassette.
struct CassetteUse: Sendable {
  var cassette: String
  /// URLs of APIs that have no profile, by name.
  var apis: [String: String] = [:]
  var unused = UnusedInteractions.fail
  var faults: [String] = []
  var upstream = Upstream()
  /// The test's.
  var file: String

  /// Begins a session on the process's server.
  func begin(_ settings: TestSettings, on server: TestServer) async throws(TestProblem) -> CassetteTake {
    let locations = Locations(above: file)
    switch settings.mode {
    case .none: return try replay(try existing(locations), settings, on: server)
    case .once, .newEpisodes, .all:
      let folder = Locations.newCassette(cassette, above: file)
      await RecordingTurns.all.take(folder)
      let recorded: Found
      do throws(TestProblem) {
        let found = try found(locations)
        guard settings.mode == .once, let found, found.cassette.count > 0 else {
          return try record(found, to: folder, locations, settings, on: server)
        }
        recorded = found
      } catch {
        await RecordingTurns.all.give(folder)
        throw error
      }
      await RecordingTurns.all.give(folder)
      return try replay(recorded, settings, on: server)
    }
  }

  /// Whoever calls has the folder's turn.
  private func record(
    _ found: Found?, to folder: String, _ locations: Locations, _ settings: TestSettings, on server: TestServer
  ) throws(TestProblem) -> CassetteTake {
    if !faults.isEmpty {
      throw TestProblem(
        "faults are injected into recorded answers; this run records", next: "TAPEDECK_MODE=none swift test")
    }
    let recording = try TestRecording(
      self, into: found?.cassette, at: folder, locations, isAnew: settings.mode == .all, disk: server.disk)
    return try begin(recording.apis, recording: recording, settings, on: server) {
      recording.responder(on: server.loop)
    }
  }

  // MARK: Cassettes

  private typealias Found = (cassette: Cassette, apis: [API])

  private func existing(_ locations: Locations) throws(TestProblem) -> Found {
    do {
      let path = try locations.cassette(cassette)
      let apis = try locations.apis(of: try Manifest(loading: path), in: path)
      return (try Cassette(loading: path, apis: apis), apis)
    } catch let error as CassetteError {
      throw TestProblem(error, named: cassette)
    } catch let error as ProfileError {
      throw TestProblem(error)
    } catch {
      throw TestProblem("\(error)")
    }
  }

  /// Nil where it is not there. A damaged one is never taken for missing.
  private func found(_ locations: Locations) throws(TestProblem) -> Found? {
    do throws(CassetteError) {
      _ = try locations.cassette(cassette)
    } catch {
      if case .notFound = error.kind { return nil }
    }
    return try existing(locations)
  }

  private func replay(
    _ found: Found, _ settings: TestSettings, on server: TestServer
  ) throws(TestProblem) -> CassetteTake {
    let replayer = Replayer(cassette: found.cassette, apis: found.apis)
    let plan = try faultPlan(found)
    var take = try begin(found.apis, replayer: replayer, settings, on: server) {
      plan.map { FaultInjector($0, answering: replayer) as any Responder } ?? replayer
    }
    take.doubts = CassetteTake.doubts(about: found.cassette)
    return take
  }

  private func faultPlan(_ found: Found) throws(TestProblem) -> FaultPlan? {
    if faults.isEmpty { return nil }
    var rules: [FaultRule] = []
    for text in faults {
      do throws(FaultSyntaxError) {
        rules.append(try FaultRule(parsing: text))
      } catch {
        throw TestProblem("fault \(error)", next: "tapedeck replay --help")
      }
    }
    do {
      return try FaultPlan(rules, apis: found.apis, of: found.cassette)
    } catch let error as CassetteError {
      throw TestProblem(error, named: cassette)
    } catch {
      throw TestProblem("fault \(error)", next: "tapedeck show \(ShellText.quoted(cassette))")
    }
  }

  private func begin(
    _ apis: [API], replayer: Replayer? = nil, recording: TestRecording? = nil, _ settings: TestSettings,
    on server: TestServer, answering responder: () -> any Responder
  ) throws(TestProblem) -> CassetteTake {
    try server.serve(apis)
    let name = server.name(for: cassette)
    let ours = replayer ?? server.sessions.standard.replayer.fresh()
    do throws(Sessions.Refusal) {
      _ = try server.sessions.begin(
        name, replaying: ours,
        answering: APIRouter(
          apis: apis, answering: BodyCollector(answering: responder(), digestsLong: recording == nil)))
    } catch {
      throw TestProblem(
        "more than \(Sessions.limit) tests with a cassette run at a time", next: "swift test --no-parallel")
    }
    server.entrance.open(name.text, apis)
    let session = CassetteSession(
      cassette: cassette, name: name.text, rootCertificatePath: server.authorities.rootsPath, origin: server.origin,
      apis: apis)
    return CassetteTake(
      use: self, settings: settings, session: session, name: name, server: server, replayer: replayer,
      recording: recording)
  }
}
