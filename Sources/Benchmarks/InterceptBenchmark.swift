import EventLoop
import Foundation
import HTTPFetching
import HTTPModel

extension Benchmark {
  static let intercept = Benchmark(
    "intercept",
    "exchanges a second that libcurl gets through a recorder that intercepts TLS, beside nginx and mitmproxy"
  ) { rounds in
    let corpus = try ReplayCorpus(count: 1000)
    let folder = try certificate()
    let upstream = try NginxServer(corpus, certificate: folder)
    defer { upstream.stop() }
    let peer = try NginxServer(passingTo: upstream.port, certificate: folder)
    defer { peer.stop() }
    let program = try BenchmarkFolder.tapedeck()
    let mitmproxy = MitmproxyServer.find()

    var table = Table(
      "\(rounds) rounds in turn, 16 connections", "tapedeck", "nginx", "mitmproxy", "tapedeck to nginx", "to mitmproxy")
    for http2 in [false, true] {
      var ours = Series(), peers = Series(), others = Series()
      for _ in 0..<rounds {
        let recorder = try TapedeckServer(
          program, recording: origin, from: upstream.port, authorities: folder + "/cert.pem")
        var configuration = CurlClient.Configuration()
        configuration.http2 = http2
        configuration.caFile = recorder.root
        configuration.proxy = CurlClient.UpstreamProxy("http://127.0.0.1:\(recorder.port)")
        ours.add(try await perSecond(configuration, corpus.paths))
        recorder.stop()
        configuration.proxy = nil
        configuration.caFile = folder + "/cert.pem"
        configuration.connectTo = [connection(to: peer.port)]
        peers.add(try await perSecond(configuration, corpus.paths))
        guard let mitmproxy else { continue }
        let other = try MitmproxyServer(mitmproxy, passingTo: upstream.port, scheme: "https")
        defer { other.stop() }
        configuration.caFile = other.root
        configuration.connectTo = [connection(to: other.port)]
        others.add(try await perSecond(configuration, corpus.paths))
      }
      table.add(
        "HTTP/\(http2 ? "2" : "1.1"): exchanges a second", ours.text(digits: 0), peers.text(digits: 0),
        others.text(digits: 0), ours.ratio(to: peers).text(2), ours.ratio(to: others).text(2))
    }
    table.print()
  }

  private static let origin = "https://api.bench.test"

  private static func connection(to port: Int) -> CurlClient.ConnectTo {
    CurlClient.ConnectTo(host: "api.bench.test", port: 443, address: "127.0.0.1", addressPort: port)
  }

  /// The folder of a certificate that signs itself.
  private static func certificate() throws -> String {
    let folder = BenchmarkFolder.scratch + "/certificate"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Program("openssl", install: "apt-get install openssl").output(
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
        "/CN=api.bench.test", "-addext", "subjectAltName=DNS:api.bench.test", "-keyout", "key.pem", "-out", "cert.pem",
      ], in: folder)
    return folder
  }

  /// Sixteen askers for three seconds, on a loop of their own.
  private static func perSecond(_ configuration: CurlClient.Configuration, _ paths: [String]) async throws -> Double {
    let loop = try EventLoop(name: "clients")
    defer { loop.stop() }
    let client = CurlClient(loop, configuration: configuration)
    guard let url = AbsoluteURL(origin) else { throw BenchmarkError("\(origin) is no URL") }
    let start = Date()
    let count = try await withThrowingTaskGroup(of: Int.self) { group in
      for asker in 0..<16 {
        group.addTask(executorPreference: loop) {
          var count = 0
          while Date().timeIntervalSince(start) < 3 {
            let path = paths[(asker * 61 + count) % paths.count]
            let request = Request(.get, url.origin, Target(path), headers: [HeaderField("Host", "api.bench.test")])
            guard case .response(let response) = await client.respond(to: request).outcome, response.status == 200
            else { throw BenchmarkError("no answer to \(path)") }
            _ = await response.body.collected()
            count += 1
          }
          return count
        }
      }
      return try await group.reduce(0, +)
    }
    return Double(count) / Date().timeIntervalSince(start)
  }
}
