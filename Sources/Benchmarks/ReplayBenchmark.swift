import Foundation
import JSONModel

extension Benchmark {
  static let replay = Benchmark("replay", "requests a second that wrk gets from a cassette, beside nginx with files") {
    rounds in
    let wrk = try Program("wrk", install: "apt-get install wrk")
    let corpus = try ReplayCorpus(count: 1000)
    let nginx = try NginxServer(corpus)
    defer { nginx.stop() }
    let tapedeck = try TapedeckServer(BenchmarkFolder.tapedeck(), cassette: corpus.cassette)
    defer { tapedeck.stop() }
    for port in [nginx.port, tapedeck.port] { try corpus.check(port: port, isExact: port == tapedeck.port) }

    var table = Table("\(rounds) rounds in turn", "tapedeck", "nginx", "tapedeck to nginx")
    for mix in ["get", "mix"] {
      for connections in [16, 64] {
        var ours = Loads(), peers = Loads()
        for _ in 0..<rounds {
          ours.add(try Load(wrk, tapedeck.port, mix: mix, connections: connections, server: tapedeck.process))
          peers.add(try Load(wrk, nginx.port, mix: mix, connections: connections, server: nginx.process))
        }
        table.add(
          "\(mix), \(connections) connections: requests a second", ours.speed.text(digits: 0),
          peers.speed.text(digits: 0), ours.speed.ratio(to: peers.speed).text(2))
        table.add(
          "  99 of 100 within, ms", ours.late.text(), peers.late.text(), ours.late.ratio(to: peers.late).text(2))
        table.add(
          "  processor time a request, us", ours.cost.text(), peers.cost.text(), ours.cost.ratio(to: peers.cost).text(2)
        )
      }
    }
    table.print()
  }
}

/// All rounds of one server.
private struct Loads {
  private(set) var speed = Series(), late = Series(), cost = Series()

  mutating func add(_ load: Load) {
    speed.add(load.perSecond)
    late.add(load.late)
    cost.add(load.cost)
  }
}

/// Three seconds of requests.
private struct Load {
  let perSecond: Double
  /// Milliseconds that 99 of 100 requests took at most.
  let late: Double
  /// Microseconds that a request kept a processor busy in the server.
  let cost: Double

  init(_ wrk: Program, _ port: Int, mix: String, connections: Int, server: Process) throws {
    let script = try BenchmarkFolder.shared("bench/load.lua")
    let before = ProcessorTime.used(by: server.processIdentifier)
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
    cost = (ProcessorTime.used(by: server.processIdentifier) - before) / requests * 1e6
    perSecond = requests / time * 1e6
    late = (facts["p99_us"]?.double ?? .nan) / 1000
  }
}
