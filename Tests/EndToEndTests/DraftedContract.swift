import HTTPModel
import JSONModel
import RecordReplay
import SchemaValidation
import YAMLReading

/// A drafted contract as a test judges by it: strictly, and with nothing of what drafts contracts.
struct DraftedContract {
  private let document: JSONDocument
  private let paths: [(segments: [Substring], pointer: JSONPointer)]
  private var schemas: [JSONPointer: Schema] = [:]
  /// Of bodies that were validated.
  private(set) var judged = 0

  init(_ text: String) throws {
    let value = Self.closed(try YAMLDocument(parsing: text).json.root.value)
    document = try JSONDocument(parsing: value.bytes())
    let names = document.root["paths"]?.members.map(\.key.text) ?? []
    paths = names.map { ($0.split(separator: "/"), JSONPointer(tokens: ["paths", $0])) }.sorted { left, right in
      left.segments.count { $0.hasPrefix("{") } < right.segments.count { $0.hasPrefix("{") }
    }
  }

  /// Objects may have no members that are not described.
  private static func closed(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let elements): return .array(elements.map(closed))
    case .object(let object):
      var members = object.map { JSONObject.Member(key: $0.key, value: closed($0.value)) }
      let isObject = object["type"] == "object" || object["type"]?.array?.contains("object") ?? false
      if isObject, object["additionalProperties"] == nil {
        members.append(JSONObject.Member(key: "additionalProperties", value: false))
      }
      return .object(JSONObject(members))
    default: return value
    }
  }

  /// What is wrong with an interaction, a line each.
  mutating func findings(_ interaction: Interaction) throws -> [String] {
    let request = interaction.request
    guard case .response(let response) = interaction.outcome else { return [] }
    let pointer: JSONPointer
    if interaction.direction == .inbound {
      let event = try JSONDocument(parsing: request.body?.bytes ?? []).root["event_type"]?.string ?? ""
      pointer = JSONPointer(tokens: ["webhooks", event])
    } else {
      let path = String(decoding: request.url.target.path, as: UTF8.self).split(separator: "/")
      let fitting = paths.first { template in
        template.segments.count == path.count
          && zip(template.segments, path).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
      }
      guard let fitting else { return ["no path fits \(request.url)"] }
      pointer = fitting.pointer
    }
    let operation = pointer.appending(request.method.rawValue.lowercased())
    var found: [String] = []
    // What was refused for what it was need not be as the contract says.
    if ![400, 415, 422].contains(response.status) {
      found += try findings(request.body, request.mediaType, at: operation.appending("requestBody"))
      let described = document.root.resolve(operation.appending("parameters"))?.elements.compactMap {
        $0["name"]?.string
      }
      let sent = request.url.target.queryItems.map { String(decoding: $0.decodedName, as: UTF8.self) }
      found += Set(sent).subtracting(described ?? []).map { "query parameter \($0)" }
    }
    let answer = operation.appending("responses").appending(response.status)
    guard document.root.resolve(answer) != nil else { return found + ["no response \(answer)"] }
    return try found + findings(response.body, response.mediaType, at: answer)
  }

  private mutating func findings(
    _ body: StoredBody?, _ type: MediaType?, at pointer: JSONPointer
  ) throws -> [String] {
    guard let body, body.length > 0 else { return [] }
    let name = type?.essence ?? "application/json", entry = pointer.appending("content").appending(name)
    guard let content = document.root.resolve(entry) else { return ["no media type \(entry)"] }
    guard content["schema"] != nil, let json = try? JSONDocument(parsing: body.bytes) else { return [] }
    let place = entry.appending("schema")
    if schemas[place] == nil {
      var options = SchemaOptions()
      options.formats = .checked
      schemas[place] = try Schema.compile(document, at: place, dialect: .openAPI31, options: options)
    }
    judged += 1
    return schemas[place]?.check(json.root).map { "\(place): \($0.value.pointer?.description ?? ""): \($0.keyword)" }
      ?? []
  }
}
