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

  /// `tokens` is the way to here.
  func collectPlaceholders(at tokens: inout [String], into places: inout [NormalRequest.Place]) {
    switch self {
    case .string(let string):
      if Placeholder.isWhole(Array(string.escaped.utf8)) { places.append(.json(JSONPointer(tokens: tokens))) }
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        tokens.append(String(index))
        element.collectPlaceholders(at: &tokens, into: &places)
        tokens.removeLast()
      }
    case .object(let object):
      for member in object {
        tokens.append(member.key.text)
        member.value.collectPlaceholders(at: &tokens, into: &places)
        tokens.removeLast()
      }
    case .null, .bool, .number: break
    }
  }

  /// With anything in these places, where there is something.
  func masked(_ mask: KeyMask.Node?) -> JSONValue {
    guard let mask else { return self }
    if mask.isMasked { return JSONValue.anything }
    switch self {
    case .array(var elements):
      for (token, inner) in mask.children {
        guard let index = Int(token), elements.indices.contains(index) else { continue }
        elements[index] = elements[index].masked(inner)
      }
      return .array(elements)
    case .object(let object):
      return .object(
        JSONObject(object.map { JSONObject.Member(key: $0.key, value: $0.value.masked(mask.children[$0.key.text])) }))
    case .null, .bool, .number, .string: return self
    }
  }

  /// Without what differs from request to request.
  func removing(_ volatile: Profile.Places) -> JSONValue {
    let names = Set(volatile.members.map { SecretRules.normal($0.utf8) })
    var tokens: [String] = []
    func clean(_ value: JSONValue) -> JSONValue {
      switch value {
      case .object(let object):
        let kept = object.compactMap { member -> JSONObject.Member? in
          let name = member.key.text
          tokens.append(name)
          defer { tokens.removeLast() }
          let isVolatile =
            names.contains(SecretRules.normal(name.utf8)) || volatile.places.contains { $0.covers(tokens) }
          return isVolatile ? nil : JSONObject.Member(key: member.key, value: clean(member.value))
        }
        return .object(JSONObject(kept))
      case .array(let elements):
        return .array(
          elements.enumerated().map { index, element in
            tokens.append(String(index))
            defer { tokens.removeLast() }
            return clean(element)
          })
      case .null, .bool, .number, .string: return value
      }
    }
    return clean(self)
  }
}
