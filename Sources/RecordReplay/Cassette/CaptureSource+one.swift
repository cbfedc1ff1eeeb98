import HTTPModel
import JSONModel

extension CaptureSource {
  /// What stands at one place, as `values` has it; nil where nothing does.
  func value(at place: CapturePlace) -> Value? {
    switch place {
    case .header(let name, let number): CaptureSource.value(name, number, of: headers)
    case .trailer(let name, let number): CaptureSource.value(name, number, of: trailers)
    case .json(let tokens): json.flatMap { CaptureSource.value(at: tokens, in: $0) }
    case .path, .query, .form, .body, .reason: values(at: [place])[place]
    }
  }

  private static func value(_ name: String, _ number: Int, of fields: HeaderFields) -> Value? {
    fields.indices.filter { fields.isNamed($0, name) }.dropFirst(number).first.map {
      .text(Array(fields.value(at: $0)))
    }
  }

  /// Of members with one name the last is meant.
  private static func value(at tokens: [[UInt8]], in root: JSONCursor) -> Value? {
    root.withNodes { nodes in
      var node = root.ordinal
      for token in tokens {
        var next: Int?
        switch nodes.kind(of: node) {
        case .object: for key in nodes.children(of: node) where nodes.isText(key, token) { next = key + 1 }
        case .array:
          next = CapturePlace.index(token).flatMap { nodes.children(of: node).dropFirst($0).first { _ in true } }
        case .string, .number, .null, .bool: break
        }
        guard let next else { return nil }
        node = next
      }
      return Value(root.other(node))
    }
  }
}

extension JSONNodes {
  /// Whether a string's text is that.
  func isText(_ string: Int, _ text: [UInt8]) -> Bool {
    if hasEscapes(string) { return self.text(of: string) == text }
    return text.withUnsafeBufferPointer { source(of: string).equals($0) }
  }
}
