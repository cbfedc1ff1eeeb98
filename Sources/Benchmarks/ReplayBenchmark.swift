import Foundation
import JSONModel

extension Benchmark {
  static let replay = Benchmark("replay", "requests a second that wrk gets from a cassette, beside nginx with files") {
    rounds in
    let wrk = try Program("wrk", install: "apt-get install wrk")
    let corpus = try ReplayCorpus(count: 1000)
    let nginx = try NginxServer(corpus)
    defer { nginx.stop() }
    let tapedeck = try TapedeckServer(Place.tapedeck(), cassette: corpus.cassette)
    defer { tapedeck.stop() }
    for port in [nginx.port, tapedeck.port] { try corpus.check(port: port, isExact: port == tapedeck.port) }

    var table = Table("\(rounds) rounds in turn", "tapedeck, req/s", "p99", "nginx, req/s", "p99", "ratio")
    for mix in ["get", "mix"] {
      for connections in [16, 64] {
        var ours = Series(), peers = Series(), ourLate = Series(), peerLate = Series()
        for _ in 0..<rounds {
          let mine = try Load(wrk, port: tapedeck.port, mix: mix, connections: connections)
          let other = try Load(wrk, port: nginx.port, mix: mix, connections: connections)
          ours.add(mine.perSecond)
          ourLate.add(mine.late)
          peers.add(other.perSecond)
          peerLate.add(other.late)
        }
        table.add(
          "\(mix), \(connections) connections", ours.text(digits: 0), "\(ourLate.median.text(1)) ms",
          peers.text(digits: 0),
          "\(peerLate.median.text(1)) ms", ours.ratio(to: peers).text(2))
      }
    }
    table.print()
  }
}

/// Three seconds of requests.
private struct Load {
  let perSecond: Double
  /// Milliseconds that 99 of 100 requests took at most.
  let late: Double

  init(_ wrk: Program, port: Int, mix: String, connections: Int) throws {
    let script = try Place.shared("bench/load.lua")
    let text = try wrk.output(
      ["-t1", "-c\(connections)", "-d3s", "--latency", "-s", script, "http://127.0.0.1:\(port)"],
      environment: ["BENCH_N": "1000", "BENCH_MIX": mix, "BENCH_PREFIX": ReplayCorpus.origin])
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("BENCH ") }),
      let facts = try? JSONValue(parsing: String(line.dropFirst(6))), let requests = facts["requests"]?.double,
      let time = facts["us"]?.double
    else { throw BenchmarkError("wrk said nothing that can be read: \(text)") }
    for error in ["err_connect", "err_read", "err_write", "err_status", "err_timeout"] {
      guard facts[error]?.int == 0 else { throw BenchmarkError("wrk had errors: \(line)") }
    }
    perSecond = requests / time * 1e6
    late = (facts["p99_us"]?.double ?? .nan) / 1000
  }
}
