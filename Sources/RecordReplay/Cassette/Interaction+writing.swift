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
    let line = line(named: false)
    // What was just written parses; were it not to, it is kept as it is.
    guard let json = try? JSONValue(parsing: line) else { return line }
    return json.bytes(Interaction.fileStyle, limit: Interaction.maxStyledBytes) ?? line
  }

  /// As a line of a packed file, with its line feed.
  var packedLine: [UInt8] { line(named: true) + [10] }

  /// Appends that line.
  func appendLine(to lines: inout [UInt8]) {
    lines += line(named: true)
    lines.append(10)
  }

  var hasSideFiles: Bool { request.body?.isSideFile ?? false || outcome.body?.isSideFile ?? false }

  /// Side files by path.
  var sideFiles: [(path: String, content: Content)] {
    [request.body, outcome.body].compactMap { body in
      guard let body, case .file(let path) = body.form else { return nil }
      return (path, body.content)
    }
  }

  /// Written as it goes, without making a value of it: a recorder writes one for every exchange.
  private func line(named: Bool) -> [UInt8] {
    var line = JSONLine(capacity: 2048 + (request.body?.length ?? 0) + (outcome.body?.length ?? 0))
    line.object { line in
      if named { line.member("name", name) }
      line.member("api", api)
      if let operation { line.member("operation", operation) }
      line.member("direction", direction.rawValue)
      line.key("request")
      request.write(to: &line)
      switch outcome {
      case .response(let response):
        line.key("response")
        response.write(to: &line)
      case .failure(let failure):
        line.key("failure")
        failure.write(to: &line)
      }
      if let afterLast { line.member("afterLast", afterLast.rawValue) }
      line.key("recorded")
      recorded.write(to: &line)
      if let captures {
        line.key("captures")
        captures.write(to: &line)
      }
    }
    return line.bytes
  }
}

extension StoredBody {
  fileprivate var isSideFile: Bool { if case .file = form { true } else { false } }
}

extension JSONLine {
  fileprivate mutating func member(_ key: StaticString, _ text: String) {
    self.key(key)
    string(text)
  }

  fileprivate mutating func member(_ key: StaticString, _ number: Int) {
    self.key(key)
    self.number(number)
  }

  /// Text where it is some, else `{"base64": …}`.
  fileprivate mutating func text(orBase64 bytes: [UInt8]) {
    if bytes.withUnsafeBufferPointer(\.isUTF8) {
      string { line in bytes.withUnsafeBufferPointer { line.text($0) } }
    } else {
      object { $0.member("base64", Base64.encode(bytes)) }
    }
  }
}

extension Captures {
  fileprivate func write(to line: inout JSONLine) {
    line.object { line in
      for (key, captures) in [("request" as StaticString, request), ("response", response)] where !captures.isEmpty {
        line.key(key)
        line.array { line in
          for capture in captures { capture.write(to: &line) }
        }
      }
    }
  }
}

extension Capture {
  fileprivate func write(to line: inout JSONLine) {
    line.object { line in
      line.member("place", place)
      line.member("text", text)
      line.member("name", name)
      line.member("format", "\(format)")
      if let rule { line.member("rule", rule) }
    }
  }
}

extension StoredRequest {
  fileprivate func write(to line: inout JSONLine) {
    let isAsterisk = method == .options && url.target.bytes == [UInt8(ascii: "*")]
    line.object { line in
      line.member("method", method.rawValue)
      line.key("url")
      line.text(orBase64: Array(url.origin.description.utf8) + (isAsterisk ? [] : url.target.bytes))
      line.key("headers")
      HeaderText.write(headers, to: &line)
      if let body {
        line.key("body")
        body.write(to: &line)
      }
    }
  }
}

extension StoredResponse {
  fileprivate func write(to line: inout JSONLine) {
    line.object { line in
      if !interim.isEmpty {
        line.key("interim")
        line.array { line in
          for interim in interim { line.object { $0.head(interim.status, interim.reason, interim.headers) } }
        }
      }
      line.head(status, reason, headers)
      if let body {
        line.key("body")
        body.write(to: &line)
      }
      if !trailers.isEmpty {
        line.key("trailers")
        HeaderText.write(trailers, to: &line)
      }
    }
  }
}

extension JSONLine {
  /// The members of a response's head.
  fileprivate mutating func head(_ status: Int, _ reason: String, _ headers: HeaderFields) {
    member("status", status)
    member("reason", reason)
    key("headers")
    HeaderText.write(headers, to: &self)
  }
}

extension StoredFailure {
  fileprivate func write(to line: inout JSONLine) {
    line.object { line in
      line.member("kind", kind.rawValue)
      if let afterBytes { line.member("afterBytes", afterBytes) }
      if let partial {
        line.key("partial")
        partial.write(to: &line)
      }
    }
  }
}

extension StoredBody {
  fileprivate func write(to line: inout JSONLine) {
    // Only a side file is not at hand, and of that the path alone is written.
    let bytes = if case .file = form { [UInt8]() } else { content.atHand ?? [] }
    line.object { line in
      switch form {
      case .json(let style): if !line.body(bytes, style: style) { return line.member("base64", Base64.encode(bytes)) }
      case .text: line.member("text", String(decoding: bytes, as: UTF8.self))
      case .base64: line.member("base64", Base64.encode(bytes))
      case .file(let path): line.member("file", path)
      }
      if let coding { line.member("coding", coding) }
    }
  }
}

extension JSONLine {
  /// False where the bytes do not parse. The form was chosen, or read, so that they do; were they to change, text would
  /// still keep them. What is compact is taken as it is.
  fileprivate mutating func body(_ bytes: [UInt8], style: String) -> Bool {
    if style == JSONStyle.compact.name {
      key("json")
      json(bytes)
      return true
    }
    guard let value = try? JSONValue(parsing: bytes) else { return false }
    key("json")
    self.value(value)
    member("style", style)
    return true
  }
}

extension Provenance {
  fileprivate func write(to line: inout JSONLine) {
    line.object { line in
      line.member("origin", origin.name)
      if case .imported(let source) = origin {
        line.key("from")
        source.write(to: &line)
      }
      if let at { line.member("at", at.description) }
      if let duration { line.member("duration", duration.text) }
      if let `protocol` { line.member("protocol", `protocol`.rawValue) }
      if digests != Digests() {
        line.key("digest")
        line.object { line in
          if let digest = digests.request { line.member("request", digest) }
          if let digest = digests.response { line.member("response", digest) }
        }
      }
    }
  }
}

extension Provenance.Source {
  fileprivate func write(to line: inout JSONLine) {
    line.object { line in
      line.member("tool", tool)
      line.member("file", file)
      if !lost.isEmpty {
        line.key("lost")
        line.array { line in
          for text in lost { line.string(text) }
        }
      }
      if missing == Provenance.Missing() { return }
      line.key("missing")
      line.object { line in
        if let request = missing.request { line.member("request", request) }
        if let response = missing.response { line.member("response", response) }
      }
    }
  }
}
