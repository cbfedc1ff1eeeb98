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
