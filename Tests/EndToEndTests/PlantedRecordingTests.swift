import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The same secrets while a recording runs, and after it was killed.
@Suite(.timeLimit(.minutes(10))) struct PlantedRecordingTests {
  private static let session = PlantedSession(seed: 3)
  private static let traces = SecretTraces(of: session.secrets.map(\.value))

  private func cassette(_ folder: TemporaryFolder) throws -> [UInt8] {
    try folder.files().filter { $0.key.hasPrefix("Cassettes/") }.sorted { $0.key < $1.key }
      .flatMap { Array($0.key.utf8) + [10] + $0.value }
  }

  @Test func `none that was given away by then is on disk, none is printed, and a kill changes nothing`() throws {
    let folder = try TemporaryFolder(), upstream = try Upstream(answering: Self.session.exchanges)
    defer { upstream.end() }
    let recorder = try Recorder(upstream, in: folder)
    for (index, exchange) in Self.session.exchanges.enumerated() {
      let answer = try exchange.ask(recorder.origin, in: folder)
      #expect(answer.output.hasPrefix("HTTP/1.1 200 OK\r\n"))
      // The client has the real thing.
      #expect(!Self.traces.found(in: answer.outputBytes).isEmpty)
      #expect(Self.traces.found(in: recorder.process.readOutput(until: " -> 200")).isEmpty)
      let known = Self.session.secrets.filter { PlantedSession.giver(of: $0) <= index }
      #expect(SecretTraces(of: known.map(\.value)).found(in: try cassette(folder)).isEmpty, "\(exchange.kind)")
    }
    recorder.process.signal(SIGKILL)
    let end = recorder.process.finish()
    #expect(end.status == 128 + SIGKILL)
    #expect(Self.traces.found(in: end.outputBytes + end.errorBytes + (try cassette(folder))).isEmpty)
    #expect(try folder.files().keys.contains("Cassettes/c/interactions.jsonl"))
    for words in [["show", "c"], ["show", "c", "2"], ["audit", "Cassettes"]] {
      let printed = try Subprocess.run(Program.path, words, in: folder.path)
      #expect(printed.error.contains("note: Cassettes/c is incomplete: its recording was cut off"), "\(words)")
      #expect(Self.traces.found(in: printed.outputBytes + printed.errorBytes).isEmpty, "\(words)")
    }
    let server = try ReplayTests.Server("c", in: folder.path)
    for exchange in Self.session.exchanges {
      #expect(try exchange.ask(server.origin, in: folder).output.hasPrefix("HTTP/1.1 200 OK\r\n"))
    }
    let served = server.end()
    #expect(served.status == 0 && served.error.contains("is incomplete"))
  }

  @Test func `what a killed recording holds is repaired by what a later one finds out`() throws {
    let folder = try TemporaryFolder(), upstream = try Upstream(answering: Self.session.exchanges)
    defer { upstream.end() }
    let first = try Recorder(upstream, in: folder)
    _ = try Self.session.exchanges[0].ask(first.origin, in: folder)
    first.process.signal(SIGKILL)
    _ = first.process.finish()
    #expect(!Self.traces.found(in: try cassette(folder)).isEmpty)
    let second = try Recorder(upstream, in: folder, "--mode", "new_episodes")
    for exchange in Self.session.exchanges[1...] { _ = try exchange.ask(second.origin, in: folder) }
    let late = Self.session.secrets.filter { PlantedSession.giver(of: $0) > 0 }
    #expect(SecretTraces(of: late.map(\.value)).found(in: try cassette(folder)).isEmpty)
    let end = second.end()
    #expect(end.error.contains("2 recorded, 0 not"))
    // What the first one knew it took with it; of that the second has what its own exchanges gave away.
    let all = end.outputBytes + end.errorBytes + (try cassette(folder))
    #expect(SecretTraces(of: late.map(\.value)).found(in: all).isEmpty)
    #expect(try !folder.files().keys.contains { $0.hasSuffix("interactions.jsonl") })
  }
}
