import HTTPModel
import JSONModel
import WorkflowEngine

/// What an HTTP Task makes of a response.
enum HTTPTaskResponse {
  /// `{Headers, ResponseBody, StatusCode, StatusText}`; no `ResponseBody` where there is no content.
  static func output(_ response: Response, body: [UInt8], method: HTTPMethod) throws(HTTPTaskFailure) -> JSONValue {
    var output = JSONObject()
    output.append(key: "Headers", value: headers(response.headers))
    if Response.hasBody(status: response.status, to: method), let value = try responseBody(response, body) {
      output.append(key: "ResponseBody", value: value)
    }
    output.append(key: "StatusCode", value: .number(response.status))
    output.append(key: "StatusText", value: .string(response.reason))
    return .object(output)
  }

  /// Each name as it was spelled with all its values, in the order of a `HashMap`.
  private static func headers(_ fields: HeaderFields) -> JSONValue {
    var names: [String] = []
    var values: [[UInt8]: [JSONValue]] = [:]
    for field in fields {
      if values[field.nameBytes] == nil { names.append(field.name) }
      values[field.nameBytes, default: []].append(.string(field.text))
    }
    let sorted = JavaHashOrder.sorted(names) { $0 }
    return .object(JSONObject(sorted.map { ($0, .array(values[Array($0.utf8)] ?? [])) }))
  }

  /// JSON is parsed where it is called `application/json`; every other text, `application/vnd.api+json` too, is a
  /// string.
  private static func responseBody(_ response: Response, _ body: [UInt8]) throws(HTTPTaskFailure) -> JSONValue? {
    let type = response.mediaType
    if let type, isRefused(type) {
      throw HTTPTaskFailure(
        .runtime,
        "Unsupported response content-type '\(response.headers.first("Content-Type") ?? type.essence)'. "
          + "Please see documentation for list of unsupported content-types.")
    }
    guard !body.isEmpty else { return nil }
    guard let text = text(body, charset: type?.parameter("charset")) else {
      throw HTTPTaskFailure(.runtime, "The response body could not be read as a string")
    }
    guard type?.essence == "application/json" else { return .string(text) }
    do {
      return try JSONValue(parsing: text).unescaped
    } catch {
      throw HTTPTaskFailure(.runtime, "The response body is not valid JSON, though its content-type says so: \(error)")
    }
  }

  private static func isRefused(_ type: MediaType) -> Bool {
    ["image", "audio", "video"].contains(type.type) || type.essence == "application/octet-stream"
  }

  /// Nil for bytes that are not in the charset, and for charsets that nobody here reads. None is UTF-8.
  private static func text(_ body: [UInt8], charset: String?) -> String? {
    switch charset?.lowercased() ?? "utf-8" {
    case "utf-8", "utf8", "us-ascii": return String(validating: body, as: UTF8.self)
    case "iso-8859-1": return String(String.UnicodeScalarView(body.map { Unicode.Scalar($0) }))
    default: return nil
    }
  }
}
