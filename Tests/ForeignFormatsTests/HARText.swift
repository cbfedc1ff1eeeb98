import JSONModel

/// HAR files of a test's own making.
enum HARText {
  static func file(_ entries: [JSONValue]) -> [UInt8] {
    let log: JSONValue = ["version": "1.2", "creator": ["name": "t", "version": "1"], "entries": .array(entries)]
    return JSONValue.object(JSONObject([("log", log)])).bytes()
  }

  /// A GET, or a POST with a JSON body. `encoding` is that of `answer`: nil, or `base64`.
  static func entry(
    _ url: String, _ headers: [(String, String)] = [], json: String? = nil, answer: String = "{}",
    type: String = "application/json", coding: String? = nil, encoding: String? = nil
  ) -> JSONValue {
    var request: [(String, JSONValue)] = [
      ("method", json == nil ? "GET" : "POST"), ("url", .string(url)), ("httpVersion", "HTTP/1.1"),
      ("headers", fields(headers + (json == nil ? [] : [("Content-Type", "application/json")]))),
    ]
    if let json { request.append(("postData", ["mimeType": "application/json", "text": .string(json)])) }
    var content: [(String, JSONValue)] = [("mimeType", .string(type)), ("text", .string(answer))]
    if let encoding { content.append(("encoding", .string(encoding))) }
    let coded = coding.map { [("Content-Encoding", $0)] } ?? []
    let response: JSONValue = [
      "status": 200, "statusText": "OK", "httpVersion": "HTTP/1.1", "headers": fields([("Content-Type", type)] + coded),
      "content": .object(JSONObject(content)),
    ]
    return [
      "startedDateTime": "2026-11-28T10:00:00.000Z", "time": 5, "request": .object(JSONObject(request)),
      "response": response,
    ]
  }

  private static func fields(_ fields: [(String, String)]) -> JSONValue {
    .array(fields.map { ["name": .string($0), "value": .string($1)] })
  }
}
