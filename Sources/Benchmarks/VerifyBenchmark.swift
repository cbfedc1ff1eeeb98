import ContractTesting
import ForeignFormats
import Foundation
import HTTPModel
import JSONModel

extension Benchmark {
  static let verify = Benchmark("verify", "interactions held against a contract, beside openapi-core") { rounds in
    let python = try Program("python3", install: "apt-get install python3")
    do {
      try python.output(["-c", "import openapi_core"])
    } catch {
      throw BenchmarkError("Python lacks the peer; install it with: pip install openapi-core")
    }
    try VerifyBenchmark(python).measure(rounds: rounds)
  }
}

/// Keygen's recorded exchanges and its contract, and a webhook of Paddle's.
private struct VerifyBenchmark {
  let python: Program
  let exchanges: [Exchange]
  let webhook: [UInt8]
  let keygen: Contract, paddle: Contract
  /// As the command has them from the API's profile.
  let allowedHeaders: [String]
  let files: [String]

  init(_ python: Program) throws {
    self.python = python
    let folder = try BenchmarkFolder.shared("recordings/keygen")
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    files = names.filter { $0.hasSuffix(".har") }.sorted().map { "\(folder)/\($0)" }
    exchanges = try files.flatMap { file in
      try HARReader.read(try BenchmarkFolder.bytes(file), file: file).entries.map(\.exchange)
    }
    webhook = try BenchmarkFolder.bytes(
      try BenchmarkFolder.shared("bench/schema/transaction.completed.payload.min.json"))
    let profile = try JSONDocument(
      parsing: try BenchmarkFolder.bytes("\(BenchmarkFolder.root)/Schemas/keygen/profile.json"))
    allowedHeaders =
      profile.root["contract"]?["undocumentedHeaders"]?.elements.compactMap(\.string) ?? []
    keygen = try VerifyBenchmark.contract("keygen")
    paddle = try VerifyBenchmark.contract("paddle")
  }

  private static func contract(_ api: String) throws -> Contract {
    try Contract(parsing: try BenchmarkFolder.bytes("\(BenchmarkFolder.root)/Schemas/\(api)/openapi.yaml"), api: api)
  }

  func measure(rounds: Int) throws {
    var open = Series(), strict = Series(), peer = Series(), plain = Series(), whole = Series(), load = Series()
    for _ in 0..<rounds {
      open.add(perSecond(.open))
      strict.add(perSecond(.strict))
      peer.add(try peerPerSecond())
      plain.add(
        ProcessorTime.microseconds { _ = paddle.verify(webhook: webhook, event: "transaction.completed", .init(.open)) }
      )
      whole.add(
        ProcessorTime.microseconds {
          _ = paddle.verify(webhook: webhook, event: "transaction.completed", .init(.strict))
        })
      load.add(try ProcessorTime.microseconds { _ = try VerifyBenchmark.contract("paddle") } / 1000)
    }
    print("\(exchanges.count) recorded exchanges of Keygen, request and response; one core\n")
    var table = Table("", "interactions/s, median (range)", "times openapi-core")
    table.add("Tapedeck", open.text(digits: 0), open.ratio(to: peer).text(1))
    table.add("Tapedeck, strict", strict.text(digits: 0), strict.ratio(to: peer).text(1))
    table.add("openapi-core", peer.text(digits: 0), "1")
    table.print()
    print("\na transaction.completed of \(webhook.count) bytes\n")
    var webhooks = Table("", "us, median (range)", "times plain")
    webhooks.add("plain", plain.text(digits: 1), "1")
    webhooks.add("strict", whole.text(digits: 1), whole.ratio(to: plain).text(2))
    webhooks.print()
    print("\nPaddle's contract read from its YAML: \(load.text(digits: 0)) ms")
  }

  private func perSecond(_ strength: Verification.Strength) -> Double {
    var options = Verification(strength)
    options.allowedHeaders = allowedHeaders
    return 1e6 * Double(exchanges.count)
      / ProcessorTime.microseconds {
        for exchange in exchanges { _ = keygen.verify(exchange, options) }
      }
  }

  private func peerPerSecond() throws -> Double {
    let output = try python.output(
      ["-c", VerifyBenchmark.script, "\(BenchmarkFolder.root)/Schemas/keygen/openapi.yaml"] + files)
    guard let speed = Double(output.split(whereSeparator: \.isWhitespace).last.map(String.init) ?? "") else {
      throw BenchmarkError("the peer printed no number: \(output)")
    }
    return speed
  }

  /// What it makes of each exchange does not matter here: one that it refuses costs it less.
  private static let script = """
    import base64, json, sys, time
    from types import SimpleNamespace as Object
    from urllib.parse import parse_qsl, urlsplit
    from openapi_core import OpenAPI
    from openapi_core.datatypes import RequestParameters
    from werkzeug.datastructures import Headers, ImmutableMultiDict
    api = OpenAPI.from_file_path(sys.argv[1])
    pairs = []
    for path in sys.argv[2:]:
        for entry in json.load(open(path))['log']['entries']:
            sent, got = entry['request'], entry['response']
            url = urlsplit(sent['url'])
            headers = Headers([(h['name'], h['value']) for h in sent['headers']])
            body = sent.get('postData', {}).get('text')
            request = Object(host_url=f'{url.scheme}://{url.netloc}', path=url.path, method=sent['method'].lower(),
                content_type=(headers.get('content-type') or '').split(';')[0], body=body and body.encode(),
                parameters=RequestParameters(query=ImmutableMultiDict(parse_qsl(url.query)), header=headers))
            content = got['content'].get('text') or ''
            data = base64.b64decode(content) if got['content'].get('encoding') == 'base64' else content.encode()
            response = Object(status_code=got['status'], data=data,
                headers=Headers([(h['name'], h['value']) for h in got['headers']]),
                content_type=(got['content'].get('mimeType') or '').split(';')[0])
            pairs.append((request, response))
    def verify():
        for request, response in pairs:
            try:
                api.validate_request(request)
            except Exception:
                pass
            try:
                api.validate_response(request, response)
            except Exception:
                pass
    start = time.process_time()
    verify()
    print(len(pairs) / (time.process_time() - start))
    """
}
