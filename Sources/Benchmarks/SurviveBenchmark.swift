import Foundation
import Locking
import RecordReplay

extension Benchmark {
  static let survive = Benchmark("survive", "kills a recorder under the load of 16 clients, ROUNDS times") { rounds in
    let echo = try NginxServer("location / { return 200 $request_uri; }")
    defer { echo.stop() }
    let program = try BenchmarkFolder.tapedeck()
    var random = SystemRandomNumberGenerator()
    var finished = 0, kept = 0, lost = 0
    for round in 1...rounds {
      let recorder = try TapedeckServer(program, recording: ReplayCorpus.origin, from: echo.port)
      let clients = SurvivingClients(count: 16, port: recorder.port)
      // At any of the first 200 ms: while the first answers come, too.
      usleep(UInt32.random(in: 0...200_000, using: &random))
      kill(recorder.process.processIdentifier, SIGKILL)
      recorder.process.waitUntilExit()
      let seen = clients.end()
      let cassette = try Cassette(loading: recorder.cassette)
      let recorded = Set(try cassette.interactions.map { String("\($0.request.url)".split(separator: "/").last ?? "") })
      let missing = seen.filter { !recorded.contains("\($0)") }
      for number in missing { print("round \(round): answer \(number) reached its client and is not in the cassette") }
      finished += seen.count
      kept += recorded.count
      lost += missing.count
    }
    print("\(rounds) kills: \(finished) answers reached their clients, \(kept) interactions kept, \(lost) lost")
    if lost > 0 { throw BenchmarkError("recordings lost what clients saw") }
  }
}

/// Clients that ask through a proxy until it is gone, each for numbers that nobody else asks for.
private final class SurvivingClients: Sendable {
  private let seen = Lock<[Int]>([])
  private let group = DispatchGroup()

  init(count: Int, port: Int) {
    for client in 0..<count {
      let thread = Thread { [self] in
        defer { group.leave() }
        guard let connection = try? RawConnection(port: port, from: client) else { return }
        for number in stride(from: client, to: .max, by: count) {
          let text = "GET \(ReplayCorpus.origin)/n/x\(number) HTTP/1.1\r\nHost: api.bench.test\r\n\r\n"
          guard (try? connection.send(Array(text.utf8))) != nil else { return }
          var answer = ""
          while !answer.hasSuffix("/n/x\(number)") {
            let bytes = connection.receive()
            if bytes.isEmpty { return }
            answer += String(decoding: bytes, as: UTF8.self)
          }
          seen.withLock { $0.append(number) }
        }
      }
      group.enter()
      thread.start()
    }
  }

  /// Waits until all have lost the proxy. The numbers whose answer came whole.
  func end() -> [String] {
    group.wait()
    return seen.withLock { $0.map { "x\($0)" } }
  }
}
