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
    var value = root
    for token in tokens {
      var next: JSONCursor?
      switch value.kind {
      case .object:
        for member in value.members {
          let isNamed = member.plainKey.map { $0.elementsEqual(token) } ?? (member.key.codeUnits == token)
          if isNamed { next = member.value }
        }
      case .array:
        next = CapturePlace.index(token).flatMap { index in value.elements.dropFirst(index).first { _ in true } }
      case .string, .number, .null, .bool: break
      }
      guard let next else { return nil }
      value = next
    }
    return Value(value)
  }
}
