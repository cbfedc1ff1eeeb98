import HTTPModel
import JSONModel

extension NormalRequest.NormalBody {
  /// JSON by value, forms by field, else the bytes. A body without a media type is JSON where it can be read as an
  /// object or an array.
  static func of(_ bytes: [UInt8], mediaType: MediaType?) -> Self {
    if bytes.isEmpty { return .none }
    if mediaType?.isForm ?? false { return .form(NormalRequest.Field.sorted(QueryItem.items(bytes))) }
    if mediaType?.isJSON ?? true, let value = try? JSONValue(parsing: bytes), mediaType != nil || value.isContainer {
      return .json(value)
    }
    return .bytes(bytes)
  }
}

extension NormalRequest.Field {
  /// By name, then by value: order says nothing.
  static func sorted(_ items: [QueryItem]) -> [Self] {
    items.map { ($0.decodedName, $0.decodedValue) }
      .sorted { $0.0 == $1.0 ? $0.1.lexicographicallyPrecedes($1.1) : $0.0.lexicographicallyPrecedes($1.0) }
      .map { Self(name: $0, value: .bytes($1)) }
  }
}

extension JSONValue {
  fileprivate var isContainer: Bool { kind == .object || kind == .array }

  /// Stands for any value; no request holds a string with this byte.
  private static let anything = JSONValue.string("\u{0}anything")

  func collectPlaceholders(at pointer: JSONPointer, into places: inout [NormalRequest.Place]) {
    switch self {
    case .string(let string): if Placeholder.isWhole(Array(string.escaped.utf8)) { places.append(.json(pointer)) }
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        element.collectPlaceholders(at: pointer.appending(index), into: &places)
      }
    case .object(let object):
      for member in object {
        member.value.collectPlaceholders(at: pointer.appending(member.key.text), into: &places)
      }
    case .null, .bool, .number: break
    }
  }

  /// With anything in this place, where there is something.
  func masked(_ tokens: ArraySlice<String>) -> JSONValue {
    guard let token = tokens.first else { return JSONValue.anything }
    switch self {
    case .array(var elements):
      guard let index = Int(token), elements.indices.contains(index) else { return self }
      elements[index] = elements[index].masked(tokens.dropFirst())
      return .array(elements)
    case .object(var object):
      guard let value = object[token] else { return self }
      object[token] = value.masked(tokens.dropFirst())
      return .object(object)
    case .null, .bool, .number, .string: return self
    }
  }

  /// Without what differs from request to request.
  func removing(_ volatile: Profile.Places) -> JSONValue {
    let names = Set(volatile.members.map { SecretRules.normal($0.utf8) })
    func clean(_ value: JSONValue, at tokens: [String]) -> JSONValue {
      switch value {
      case .object(let object):
        let kept = object.compactMap { member -> JSONObject.Member? in
          let name = member.key.text
          let inner = tokens + [name]
          let isVolatile =
            names.contains(SecretRules.normal(name.utf8)) || volatile.places.contains { $0.covers(inner) }
          return isVolatile ? nil : JSONObject.Member(key: member.key, value: clean(member.value, at: inner))
        }
        return .object(JSONObject(kept))
      case .array(let elements):
        return .array(elements.enumerated().map { clean($1, at: tokens + [String($0)]) })
      case .null, .bool, .number, .string: return value
      }
    }
    return clean(self, at: [])
  }
}
