import HTTPModel
import JSONModel

/// An exchange that is put together piece by piece.
struct PlantedExchange {
  /// What request and response are made of: JSON and JSON, a form and XML, a multipart form and lines of text.
  enum Kind: String { case json, form, multipart }

  let kind: Kind
  var query: [String] = []
  var fields: [(String, String)] = []
  var cookies = ["theme=dark"]
  var answerFields: [(String, String)] = []
  private var segments: [String] = []
  // Of JSON.
  var members: [String] = [], answerMembers: [String] = []
  // Of a form and XML.
  var items: [String] = [], elements: [String] = []
  // Of a multipart form and text.
  var parts: [(name: String, content: String)] = [], lines: [String] = []

  init(kind: Kind) { self.kind = kind }

  /// Where nothing says what it is.
  mutating func plantAgain(_ secret: PlantedSecret, way: Int) {
    let name = "n\(secret.number)", text = secret.repetition(way)
    let isField = text.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\"") }
    switch way % 6 {
    case 0: query.append("\(name)=\(PercentEncoding.encoded(text.utf8))")
    case 1 where isField: fields.append(("X-N\(secret.number)", text))
    case 2 where isField: answerFields.append(("X-N\(secret.number)", text))
    case 3 where segments.count < 12: segments.append(secret.percent)
    case 4: plantInAnswer(name, text)
    default: plantInRequest(name, text)
    }
  }

  private mutating func plantInRequest(_ name: String, _ text: String) {
    switch kind {
    case .json: members.append("\"\(name)\":\"\(PlantedSecret.json(text))\"")
    case .form: items.append("\(name)=\(PercentEncoding.encoded(text.utf8))")
    case .multipart: parts.append((name, text))
    }
  }

  private mutating func plantInAnswer(_ name: String, _ text: String) {
    switch kind {
    case .json: answerMembers.append("\"\(name)\":\"\(PlantedSecret.json(text, isLong: true))\"")
    case .form:
      let markup = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      elements.append("<\(name)>\(markup)</\(name)>")
    case .multipart: lines.append("\(name) is \(text) here")
    }
  }

  var target: String {
    (["", kind.rawValue] + segments).joined(separator: "/") + "?" + (["page=2"] + query).joined(separator: "&")
  }

  private static let boundary = "b7XyZ"

  var type: String {
    switch kind {
    case .json: "application/json"
    case .form: "application/x-www-form-urlencoded"
    case .multipart: "multipart/form-data; boundary=\(PlantedExchange.boundary)"
    }
  }

  private var answerType: String {
    switch kind {
    case .json: "application/json"
    case .form: "text/xml"
    case .multipart: "text/plain"
    }
  }

  var headers: [(String, String)] { [("Content-Type", type), ("Cookie", cookies.joined(separator: "; "))] + fields }

  var body: String {
    switch kind {
    case .json: "{" + (["\"a\":1"] + members).joined(separator: ",") + "}"
    case .form: (["a=1"] + items).joined(separator: "&")
    case .multipart:
      parts.map {
        "--\(PlantedExchange.boundary)\r\nContent-Disposition: form-data; name=\"\($0.name)\"\r\n\r\n\($0.content)\r\n"
      }
      .joined() + "--\(PlantedExchange.boundary)--\r\n"
    }
  }

  private var answer: String {
    switch kind {
    case .json: "{" + (["\"a\":1"] + answerMembers).joined(separator: ",") + "}"
    case .form: "<r>" + elements.joined() + "</r>"
    case .multipart: lines.joined(separator: "\n") + "\n"
    }
  }

  private var allAnswerFields: [(String, String)] { [("Content-Type", answerType)] + answerFields }

  /// As `Upstream` gives it.
  var given: JSONValue {
    ["headers": .array(allAnswerFields.map { [.string($0), .string($1)] }), "body": .string(answer)]
  }

  var har: JSONValue {
    func list(_ fields: [(String, String)]) -> JSONValue {
      .array(fields.map { ["name": .string($0), "value": .string($1)] })
    }
    return [
      "startedDateTime": "2026-11-28T10:00:00.000Z", "time": 5,
      "request": [
        "method": "POST", "url": .string("https://api.test" + target), "httpVersion": "HTTP/1.1",
        "headers": list(headers),
        "postData": ["mimeType": .string(type), "text": .string(body)],
      ],
      "response": [
        "status": 200, "statusText": "OK", "httpVersion": "HTTP/1.1",
        "headers": list(allAnswerFields),
        "content": ["mimeType": .string(answerType), "text": .string(answer)],
      ],
    ]
  }
}
