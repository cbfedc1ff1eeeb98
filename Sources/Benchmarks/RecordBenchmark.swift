import Foundation

extension Benchmark {
  static let record = Benchmark(
    "record", "exchanges a second that wrk gets through a recorder, all on disk, beside nginx's proxy_pass"
  ) { rounds in
    let wrk = try Program("wrk", install: "apt-get install wrk")
    let corpus = try ReplayCorpus(count: 1000)
    let upstream = try NginxServer(corpus)
    defer { upstream.stop() }
    let peer = try NginxServer(passingTo: upstream.port)
    defer { peer.stop() }
    let program = try BenchmarkFolder.tapedeck()

    var table = Table("\(rounds) rounds in turn", "tapedeck", "nginx", "tapedeck to nginx")
    for connections in [16, 64] {
      var ours = Loads(), peers = Loads()
      for _ in 0..<rounds {
        let recorder = try TapedeckServer(program, recording: ReplayCorpus.origin, from: upstream.port)
        let load = try Load(wrk, recorder.port, mix: "get", connections: connections, server: recorder.process)
        recorder.stop()
        let kept = try recorder.kept()
        guard kept >= load.requests else {
          throw BenchmarkError("\(load.requests) answers, and \(kept) interactions in the cassette")
        }
        ours.add(load)
        peers.add(try Load(wrk, peer.port, mix: "get", connections: connections, server: peer.process))
      }
      table.add(
        "\(connections) connections: exchanges a second", ours.speed.text(digits: 0), peers.speed.text(digits: 0),
        ours.speed.ratio(to: peers.speed).text(2))
      table.add(
        "  99 of 100 within, ms", ours.late.text(), peers.late.text(), ours.late.ratio(to: peers.late).text(2))
      table.add(
        "  processor time an exchange, us", ours.cost.text(), peers.cost.text(),
        ours.cost.ratio(to: peers.cost).text(2))
    }
    table.print()
  }
}
