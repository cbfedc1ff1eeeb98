import JSONModel

/// How a file writes bytes as text, as it says by `encoding`.
enum BodyEncoding {
  case text, base64

  init(_ place: JSONCursor?) throws(RecordingError) {
    guard let place, !place.isNull else {
      self = .text
      return
    }
    switch place.string?.lowercased() {
    case "": self = .text
    case "base64": self = .base64
    default: throw place.fault("the content's encoding is neither absent nor base64")
    }
  }

  /// A text's bytes; where it is text they are UTF-8.
  func bytes(_ place: JSONCursor) throws(RecordingError) -> [UInt8] {
    let text = try place.text()
    guard self == .base64 else { return Array(text.utf8) }
    guard let bytes = ChunkList.base64(text) else { throw place.fault("not valid Base64") }
    return bytes
  }
}
