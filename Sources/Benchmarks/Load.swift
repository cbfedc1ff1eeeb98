import Foundation
import JSONModel

/// All rounds of one server.
struct Loads {
  private(set) var speed = Series(), late = Series(), cost = Series()

  mutating func add(_ load: Load) {
    speed.add(load.perSecond)
    late.add(load.late)
    cost.add(load.cost)
  }
}

/// Three seconds of requests, as a client of a proxy sends them.
struct Load {
  let requests: Int
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
    self.requests = Int(requests)
    cost = (ProcessorTime.used(by: server.processIdentifier) - before) / requests * 1e6
    perSecond = requests / time * 1e6
    late = (facts["p99_us"]?.double ?? .nan) / 1000
  }
}
