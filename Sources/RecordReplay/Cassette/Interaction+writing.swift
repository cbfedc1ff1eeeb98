import Clocks
import HTTPModel
import Hashing
import JSONModel

extension Interaction {
  /// The style of every file of a cassette but its side files.
  static let fileStyle = JSONStyle.fitted(width: 100)

  /// Where the style makes more of it, the file is compact: a deep body is indented to hundreds of times its length.
  static let maxStyledBytes = 16 << 20

  /// The bytes of its file.
  var fileBytes: [UInt8] {
    let json = json
    return json.bytes(Interaction.fileStyle, limit: Interaction.maxStyledBytes) ?? json.bytes()
  }

  /// Side files by path.
  var sideFiles: [(path: String, content: Content)] {
    [request.body, outcome.body].compactMap { body in
      guard let body, case .file(let path) = body.form else { return nil }
      return (path, body.content)
    }
  }

  var json: JSONValue {
    var members: [(String, JSONValue)] = [("api", .string(api))]
    if let operation { members.append(("operation", .string(operation))) }
    members += [("direction", .string(direction.rawValue)), ("request", request.json)]
    switch outcome {
    case .response(let response): members.append(("response", response.json))
    case .failure(let failure): members.append(("failure", failure.json))
    }
    if let afterLast { members.append(("afterLast", .string(afterLast.rawValue))) }
    members.append(("recorded", recorded.json))
    if let captures { members.append(("captures", captures.json)) }
    return .object(JSONObject(members))
  }
}

extension Captures {
  fileprivate var json: JSONValue {
    let lists = [("request", request), ("response", response)].filter { !$1.isEmpty }
    return .object(JSONObject(lists.map { ($0, .array($1.map(\.json))) }))
  }
}

extension Capture {
  fileprivate var json: JSONValue {
    let members: [(String, JSONValue)] = [
      ("place", .string(place)), ("text", .string(text)), ("name", .string(name)), ("format", .string("\(format)")),
    ]
    return .object(JSONObject(members + (rule.map { [("rule", .string($0))] } ?? [])))
  }
}

extension StoredRequest {
  fileprivate var json: JSONValue {
    let isAsterisk = method == .options && url.target.bytes == [UInt8(ascii: "*")]
    let bytes = Array(url.origin.description.utf8) + (isAsterisk ? [] : url.target.bytes)
    let text = String(validating: bytes, as: UTF8.self)
    var members: [(String, JSONValue)] = [
      ("method", .string(method.rawValue)),
      ("url", text.map { .string($0) } ?? ["base64": .string(Base64.encode(bytes))]),
      ("headers", HeaderText.json(headers)),
    ]
    if let body { members.append(("body", body.json)) }
    return .object(JSONObject(members))
  }
}

extension StoredResponse {
  fileprivate var json: JSONValue {
    var members: [(String, JSONValue)] = []
    if !interim.isEmpty {
      let list = interim.map { interim in
        JSONValue.object(
          JSONObject([
            ("status", .number(interim.status)), ("reason", .string(interim.reason)),
            ("headers", HeaderText.json(interim.headers)),
          ]))
      }
      members.append(("interim", .array(list)))
    }
    members += [("status", .number(status)), ("reason", .string(reason)), ("headers", HeaderText.json(headers))]
    if let body { members.append(("body", body.json)) }
    if !trailers.isEmpty { members.append(("trailers", HeaderText.json(trailers))) }
    return .object(JSONObject(members))
  }
}

extension StoredFailure {
  fileprivate var json: JSONValue {
    var members: [(String, JSONValue)] = [("kind", .string(kind.rawValue))]
    if let afterBytes { members.append(("afterBytes", .number(afterBytes))) }
    if let partial { members.append(("partial", partial.json)) }
    return .object(JSONObject(members))
  }
}

extension StoredBody {
  fileprivate var json: JSONValue {
    var members: [(String, JSONValue)] = []
    // Only a side file is not at hand, and of that the path alone is written.
    let bytes = if case .file = form { [UInt8]() } else { content.atHand ?? [] }
    switch form {
    case .json(let style):
      // The form was chosen, or read, so that these bytes parse; were they to change, text would still keep them.
      guard let value = try? JSONValue(parsing: bytes) else { return ["base64": .string(Base64.encode(bytes))] }
      members.append(("json", value))
      if style != JSONStyle.compact.name { members.append(("style", .string(style))) }
    case .text: members.append(("text", .string(String(decoding: bytes, as: UTF8.self))))
    case .base64: members.append(("base64", .string(Base64.encode(bytes))))
    case .file(let path): members.append(("file", .string(path)))
    }
    if let coding { members.append(("coding", .string(coding))) }
    return .object(JSONObject(members))
  }
}

extension Provenance {
  fileprivate var json: JSONValue {
    var members: [(String, JSONValue)] = [("origin", .string(origin.name))]
    if case .imported(let source) = origin {
      var from: [(String, JSONValue)] = [("tool", .string(source.tool)), ("file", .string(source.file))]
      if !source.lost.isEmpty { from.append(("lost", .array(source.lost.map { .string($0) }))) }
      members.append(("from", .object(JSONObject(from))))
    }
    if let at { members.append(("at", .string(at.description))) }
    if let duration { members.append(("duration", .string(duration.text))) }
    if let `protocol` { members.append(("protocol", .string(`protocol`.rawValue))) }
    if digests != Digests() {
      let pairs = [("request", digests.request), ("response", digests.response)]
      let digest = pairs.compactMap { name, text in text.map { (name, JSONValue.string($0)) } }
      members.append(("digest", .object(JSONObject(digest))))
    }
    return .object(JSONObject(members))
  }
}
