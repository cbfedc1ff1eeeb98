import Foundation

extension Benchmark {
  static let record = Benchmark(
    "record",
    "exchanges a second that wrk gets through a recorder, all on disk, beside nginx's proxy_pass and mitmproxy"
  ) { rounds in
    let wrk = try Program("wrk", install: "apt-get install wrk")
    let corpus = try ReplayCorpus(count: 1000)
    let upstream = try NginxServer(corpus)
    defer { upstream.stop() }
    let peer = try NginxServer(passingTo: upstream.port)
    defer { peer.stop() }
    let program = try BenchmarkFolder.tapedeck()
    let mitmproxy = MitmproxyServer.find()

    var table = Table(
      "\(rounds) rounds in turn", "tapedeck", "nginx", "mitmproxy", "tapedeck to nginx", "to mitmproxy")
    for connections in [16, 64] {
      var ours = Loads(), peers = Loads(), others = Loads()
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
        if let mitmproxy {
          let other = try MitmproxyServer(mitmproxy, passingTo: upstream.port, scheme: "http")
          defer { other.stop() }
          others.add(try Load(wrk, other.port, mix: "get", connections: connections, server: other.process))
        }
      }
      func add(_ title: String, _ series: KeyPath<Loads, Series>, digits: Int = 1) {
        let (ours, peers, others) = (ours[keyPath: series], peers[keyPath: series], others[keyPath: series])
        table.add(
          title, ours.text(digits: digits), peers.text(digits: digits), others.text(digits: digits),
          ours.ratio(to: peers).text(2), ours.ratio(to: others).text(2))
      }
      add("\(connections) connections: exchanges a second", \.speed, digits: 0)
      add("  99 of 100 within, ms", \.late)
      add("  processor time an exchange, us", \.cost)
    }
    table.print()
  }
}
