import Clocks
import HTTPModel
import RecordReplay

/// An interaction as it was on the wire after redaction; header fields as they came, bodies as they are stored.
enum InteractionText {
  static func bytes(_ interaction: Interaction) throws(CassetteError) -> [UInt8] {
    let request = interaction.request
    var result = Array("\(request.method) \(request.url)\n".utf8)
    try append(request.headers, request.body, to: &result)
    result += Array("\n".utf8)
    switch interaction.outcome {
    case .response(let response): try append(response, to: &result)
    case .failure(let failure):
      let after = failure.afterBytes.map { " after \($0) bytes of the body" } ?? ""
      result += Array("failure: \(failure.kind.rawValue)\(after)\n".utf8)
      if let partial = failure.partial { try append(partial, to: &result) }
    }
    return result
  }

  private static func append(_ response: StoredResponse, to result: inout [UInt8]) throws(CassetteError) {
    for interim in response.interim {
      result += Array("\(interim.status) \(interim.reason)\n".utf8)
      try append(interim.headers, nil, to: &result)
      result.append(10)
    }
    result += Array("\(response.status) \(response.reason)\n".utf8)
    try append(response.headers, response.body, to: &result)
    for field in response.trailers { result += field.nameBytes + Array(": ".utf8) + field.value + [10] }
  }

  private static func append(
    _ headers: HeaderFields, _ body: StoredBody?, to result: inout [UInt8]
  ) throws(CassetteError) {
    for field in headers { result += field.nameBytes + Array(": ".utf8) + field.value + [10] }
    guard let body, body.length > 0 else { return }
    result.append(10)
    if case .file(let path) = body.form {
      result += Array("(\(body.length) bytes in \(path))\n".utf8)
    } else {
      let bytes = try body.bytes
      result += bytes
      if bytes.last != 10 { result.append(10) }
    }
  }

  /// `84ms`, as cassettes have it.
  static func text(_ duration: Duration) -> String { "\(duration.milliseconds(.down))ms" }
}
