import HTTPModel
import JSONModel
import SchemaValidation

/// What was seen of the bodies at one place, by media type.
struct BodyDraft: Sendable {
  /// Of messages, with a body or without one.
  private(set) var count = 0
  /// Of messages that had one.
  private(set) var present = 0
  /// By media type, sorted by it.
  private(set) var content: [(mediaType: String, draft: ContentDraft)] = []

  mutating func add(_ payload: RecordedExchange.Payload?) {
    count += 1
    guard let payload, !payload.bytes.isEmpty else { return }
    present += 1
    guard let type = payload.mediaType ?? BodyDraft.guess(payload.bytes) else { return }
    let index: Int
    if let known = content.firstIndex(where: { $0.mediaType == type.essence }) {
      index = known
    } else {
      index = content.firstIndex { $0.mediaType > type.essence } ?? content.count
      content.insert((type.essence, ContentDraft()), at: index)
    }
    content[index].draft.add(payload.bytes, type)
  }

  /// Of a body whose message doesn't say it.
  private static func guess(_ bytes: [UInt8]) -> MediaType? {
    let first = bytes.first { $0 > 32 }
    let isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    return MediaType(isJSON ? "application/json" : "application/octet-stream")
  }
}

/// What was seen of the bodies of one media type.
struct ContentDraft: Sendable {
  private(set) var count = 0
  /// Of those that could be read as JSON, or as a form.
  private(set) var evidence = SchemaEvidence()
  /// Bodies that are not what their type says.
  private(set) var unreadable = 0

  mutating func add(_ bytes: [UInt8], _ type: MediaType) {
    count += 1
    if type.isJSON {
      guard let document = try? JSONDocument(parsing: bytes) else {
        unreadable += 1
        return
      }
      evidence.add(document.root)
    } else if type.isForm {
      guard let document = try? JSONDocument(parsing: ContentDraft.form(bytes).bytes()) else { return }
      evidence.add(document.root)
    }
  }

  /// A form as an object: of a name that is there several times, a list.
  private static func form(_ bytes: [UInt8]) -> JSONValue {
    var members: [String: [JSONValue]] = [:], order: [String] = []
    for item in QueryItem.items(bytes) {
      let name = String(decoding: item.decodedName, as: UTF8.self)
      if members[name] == nil { order.append(name) }
      members[name, default: []].append(.string(String(decoding: item.decodedValue, as: UTF8.self)))
    }
    let pairs = order.map { name in
      let values = members[name] ?? []
      return (name, values.count == 1 ? values[0] : .array(values))
    }
    return .object(JSONObject(pairs))
  }
}
