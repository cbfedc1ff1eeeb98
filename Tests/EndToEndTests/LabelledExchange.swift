import HTTPModel
import JSONModel
import TestSupport

/// A labelled value at its place in an exchange, as an entry of a HAR.
struct LabelledExchange {
  let row: LabelledValue
  private(set) var url = "https://api.example.com/v1/things/7"
  private var fields: [(String, String)] = [("Accept", "application/json")]
  private var answerFields: [(String, String)] = []
  private var post: (type: String, text: String)?
  private var answer = (type: "application/json", text: "{\"ok\":true}")

  var host: String { String(url.dropFirst("https://".count).prefix { $0 != "/" }) }

  init(_ row: LabelledValue) {
    self.row = row
    let (name, value) = (row.name, row.value)
    func escaped(_ text: String) -> String { PercentEncoding.encoded(text.utf8) }
    switch row.place {
    case "header":
      if ["set-cookie", "location", "www-authenticate", "refresh", "link"].contains(name.lowercased()) {
        answerFields = [(name, value)]
      } else {
        fields.append((name, value))
      }
    case "cookie": fields.append(("Cookie", "\(name)=\(value)"))
    case "query": url += "?page=1&\(escaped(name))=\(escaped(value))"
    case "path":
      let path = name.contains("{}") ? name : name + "/{}"
      url = (path.hasPrefix("/") ? "https://api.example.com" + path : path).replacing("{}", with: segment(value))
    case "form": post = ("application/x-www-form-urlencoded", "a=1&\(escaped(name))=\(escaped(value))")
    case "multipart":
      let part = "--XbX\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n--XbX--\r\n"
      post = ("multipart/form-data; boundary=XbX", part)
    case "xml": answer = ("application/xml", "<?xml version=\"1.0\"?><root>\(element(name, value))</root>")
    case "text": answer = ("text/plain", value)
    default: answer.text = json(name, value).text()
    }
  }

  private func segment(_ value: String) -> String {
    let plain = Set("/:@!$&'()*+,;=-._~".utf8)
    return value.utf8.map { byte in
      plain.contains(byte) ? String(decoding: [byte], as: UTF8.self) : PercentEncoding.encoded([byte])
    }.joined()
  }

  private func json(_ name: String, _ value: String) -> JSONValue {
    guard name.hasPrefix("/") else { return .object(JSONObject([("id", 7), (name, .string(value))])) }
    return name.split(separator: "/").reversed().reduce(JSONValue.string(value)) { inner, part in
      Int(part) == nil ? .object(JSONObject([(String(part), inner)])) : .array([inner])
    }
  }

  private func element(_ name: String, _ value: String) -> String {
    let text = value.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    var parts = name.split(separator: "/")[...]
    let last = parts.removeLast()
    var inner = "<\(last)>\(text)</\(last)>"
    if last.hasPrefix("@") { inner = "<\(parts.popLast() ?? "a") \(last.dropFirst())=\"\(text)\"/>" }
    return parts.reversed().reduce(inner) { "<\($1)>\($0)</\($1)>" }
  }

  var har: JSONValue {
    func list(_ fields: [(String, String)]) -> JSONValue {
      .array(fields.map { .object(JSONObject([("name", .string($0.0)), ("value", .string($0.1))])) })
    }
    var request = JSONObject([
      ("method", post == nil ? "GET" : "POST"), ("url", .string(url)), ("httpVersion", "HTTP/1.1"),
      ("headers", list(fields + (post.map { [("Content-Type", $0.type)] } ?? []))), ("queryString", []),
      ("cookies", []),
      ("headersSize", -1), ("bodySize", -1),
    ])
    if let post {
      request["postData"] = .object(JSONObject([("mimeType", .string(post.type)), ("text", .string(post.text))]))
    }
    let content = JSONObject([
      ("size", .number(JSONNumber(answer.text.utf8.count))), ("mimeType", .string(answer.type)),
      ("text", .string(answer.text)),
    ])
    let response = JSONObject([
      ("status", 200), ("statusText", "OK"), ("httpVersion", "HTTP/1.1"),
      ("headers", list([("Content-Type", answer.type)] + answerFields)), ("cookies", []),
      ("content", .object(content)), ("redirectURL", ""), ("headersSize", -1), ("bodySize", -1),
    ])
    return .object(
      JSONObject([
        ("startedDateTime", "2026-01-01T00:00:00Z"), ("time", 1), ("request", .object(request)),
        ("response", .object(response)), ("cache", .object(JSONObject([(String, JSONValue)]()))),
        ("timings", .object(JSONObject([("send", 0), ("wait", 1), ("receive", 0)]))),
      ]))
  }

  /// A HAR of many.
  static func har(_ exchanges: [LabelledExchange]) -> [UInt8] {
    let log = JSONObject([
      ("version", "1.2"), ("creator", .object(JSONObject([("name", "t"), ("version", "1")]))),
      ("entries", .array(exchanges.map(\.har))),
    ])
    return JSONValue.object(JSONObject([("log", .object(log))])).bytes()
  }
}
