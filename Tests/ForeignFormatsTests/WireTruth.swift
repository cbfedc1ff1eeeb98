import HTTPModel
import Hashing
import JSONModel
import TestSupport

/// What really went over the wire while other tools recorded it: a `truth.json` beside the files of each tool.
struct WireTruth {
  let tool: String
  let run: String
  /// Bodies as they were on the wire, but for chunks.
  let exchanges: [(step: String, exchange: Exchange, trailers: HeaderFields)]
  /// Those of which the file holds no body, by step.
  let unread: [String]

  struct Damaged: Error { let step: String }

  static let tools = [
    "betamax", "bruno", "chrome-har", "hoverfly", "mitmproxy", "mockserver", "mountebank", "nock", "pact", "playwright",
    "polly", "postman", "talkback", "vcr", "vcrpy", "webmock", "wget", "wiremock", "yakbak",
  ]

  static func runs(of tool: String) throws -> [WireTruth] {
    let file = try JSONValue(parsing: SharedFiles.bytes("recordings/foreign/\(tool)/truth.json"))
    return try (file["runs"]?.object?.members ?? []).map { try WireTruth(tool, $0.key.text, $0.value) }
  }

  private init(_ tool: String, _ run: String, _ value: JSONValue) throws {
    let all = value["exchanges"]?.array ?? []
    let isWhole = { (exchange: JSONValue) in exchange["body"]?["omitted"] == nil }
    (self.tool, self.run) = (tool, run)
    unread = all.filter { !isWhole($0) }.map { $0["step"]?.text ?? "" }
    exchanges = try all.filter(isWhole).map { value in
      let step = value["step"]?.text ?? ""
      guard let exchange = try WireTruth.exchange(value) else { throw Damaged(step: step) }
      return (step, exchange, WireTruth.headers(value["trailers"]))
    }
  }

  private static func exchange(_ value: JSONValue) throws -> Exchange? {
    guard let method = value["method"]?.text, let url = value["url"]?.text.flatMap({ AbsoluteURL($0) }),
      let status = value["status"]?.int, let body = body(value["body"]), let sent = self.body(value["requestBody"])
    else { return nil }
    let request = Request(
      HTTPMethod(rawValue: method), url.origin, url.target, headers: headers(value["requestHeaders"]),
      body: .bytes(sent))
    var response = Response(
      status: status, reason: value["reason"]?.text ?? "", headers: headers(value["responseHeaders"]),
      body: .bytes(body))
    response.interim = (value["interim"]?.array ?? []).map {
      Response.Interim(
        status: $0["status"]?.int ?? 0, reason: $0["reason"]?.text ?? "", headers: headers($0["headers"]))
    }
    guard value["end"]?.text == "reset" else { return Exchange(request: request, outcome: .response(response)) }
    response.body = .empty
    let failure = TransportFailure(
      .reset, "", afterBytes: body.count, partial: response, partialBody: body)
    return Exchange(request: request, outcome: .failure(failure))
  }

  /// Each scalar of a value is a byte.
  private static func headers(_ value: JSONValue?) -> HeaderFields {
    var fields = HeaderFields()
    for pair in value?.array ?? [] {
      guard let name = pair[0]?.text, let text = pair[1]?.text, !name.hasPrefix(":") else { continue }
      fields.append(HeaderField(nameBytes: Array(name.utf8), value: text.unicodeScalars.map { UInt8($0.value & 255) }))
    }
    return fields
  }

  /// Nil where it is damaged.
  private static func body(_ value: JSONValue?) -> [UInt8]? {
    guard let value else { return [] }
    if let coded = value["base64"]?.text { return Base64.decode(coded) }
    return value["text"]?.text.map { Array($0.utf8) }
  }
}
