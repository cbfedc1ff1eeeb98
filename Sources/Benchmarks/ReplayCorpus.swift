import Foundation
import JSONModel

/// The interactions of `../shared/bench/corpus.py` as a cassette, and as files for nginx.
struct ReplayCorpus {
  static let origin = "http://api.bench.test"

  let cassette = BenchmarkFolder.scratch + "/cassette"
  let files = BenchmarkFolder.scratch + "/files"
  private let interactions: [JSONValue]

  init(count: Int) throws {
    let python = try Program("python3", install: "apt-get install python3")
    let script = try BenchmarkFolder.shared("bench/corpus.py")
    let lines = try python.output([script, String(count)]).split(separator: "\n")
    interactions = try lines.map { try JSONValue(parsing: String($0)) }
    for folder in [cassette, files] { try? FileManager.default.removeItem(atPath: folder) }
    let manifest =
      "{ \"tapedeck\": 1, \"complete\": true, \"apis\": { \"bench\": { \"hosts\": [\"\(Self.origin)\"] } } }\n"
    try BenchmarkFolder.write(Array(manifest.utf8), to: cassette + "/cassette.json")
    for (number, interaction) in interactions.enumerated() {
      try BenchmarkFolder.write(
        ReplayCorpus.stored(interaction).bytes(.fitted(width: 100)),
        to: "\(cassette)/\(String(100_001 + number).dropFirst())-bench-\(interaction["method"]?.text ?? "").json")
      guard let path = interaction["path"]?.text, let body = interaction["resp_body"]?.text else { continue }
      // Of those that are told apart by their body nginx can give one.
      try BenchmarkFolder.write(Array(body.utf8), to: files + path)
    }
  }

  /// Of all that are asked for with GET.
  var paths: [String] {
    interactions.filter { $0["method"]?.text == "GET" }.compactMap { $0["path"]?.text }
  }

  private static func headers(_ list: JSONValue?) -> JSONValue {
    .array((list?.array ?? []).map { .string("\($0[0]?.text ?? ""): \($0[1]?.text ?? "")") })
  }

  private static func body(_ text: String?) -> JSONValue? {
    guard let text, !text.isEmpty, let value = try? JSONValue(parsing: text) else { return nil }
    return ["json": value]
  }

  private static func stored(_ interaction: JSONValue) -> JSONValue {
    var request: JSONValue = [
      "method": .string(interaction["method"]?.text ?? ""), "url": .string(origin + (interaction["path"]?.text ?? "")),
      "headers": headers(interaction["req_headers"]),
    ]
    request["body"] = body(interaction["req_body"]?.text)
    var response: JSONValue = [
      "status": .number(interaction["status"]?.int ?? 0), "reason": "OK",
      "headers": headers(interaction["resp_headers"]),
    ]
    response["body"] = body(interaction["resp_body"]?.text)
    return [
      "api": "bench", "direction": "outbound", "request": request, "response": response,
      "recorded": ["origin": "documented"],
    ]
  }

  /// A request that the cassette answers.
  var request: [UInt8] {
    let path = interactions.first?["path"]?.text ?? ""
    return Array("GET \(Self.origin)\(path) HTTP/1.1\r\nHost: api.bench.test\r\n\r\n".utf8)
  }

  /// Asks for one of each kind; a server that gives something else is not worth measuring. `isExact`: what is told apart
  /// by its body, too.
  func check(port: Int, isExact: Bool) throws {
    for interaction in [interactions[0], interactions[7], interactions[4], interactions[9]] {
      let isTold = interaction["method"]?.text == "POST"
      let body = interaction["req_body"]?.text ?? ""
      let head = "\(interaction["method"]?.text ?? "") \(Self.origin)\(interaction["path"]?.text ?? "") HTTP/1.1"
      let fields =
        ["Host: api.bench.test", "Connection: close"] + (isTold ? ["Content-Length: \(body.utf8.count)"] : [])
        + (interaction["req_headers"]?.array ?? []).map { "\($0[0]?.text ?? ""): \($0[1]?.text ?? "")" }
      let text = ([head] + fields + ["", body]).joined(separator: "\r\n")
      let connection = try RawConnection(port: port)
      try connection.send(Array(text.utf8))
      let answer = String(decoding: connection.receiveAll(), as: UTF8.self)
      let expected = interaction["resp_body"]?.text ?? ""
      guard answer.hasPrefix("HTTP/1.1 \(interaction["status"]?.int ?? 0)"),
        isTold && !isExact ? answer.utf8.count > expected.utf8.count : answer.hasSuffix("\r\n\r\n" + expected)
      else { throw BenchmarkError("port \(port) answers \(head) with \(answer)") }
    }
  }
}
