import HTTPModel
import JSONModel

// A secret that only an answer told is taken out of the requests as well, also where it stands inside a longer text. A
// client that knew it sends it still.
extension NormalRequest {
  /// Whether a placeholder stands inside a longer text. One that is a value as a whole is found by look-up.
  var holdsInnerPlaceholders: Bool {
    let isInBody =
      switch key.body {
      case .none: false
      case .json(let value): isInner(value)
      case .form(let fields): fields.contains(where: isInner)
      case .bytes(let bytes): PlaceholderPattern(bytes, api: key.api) != nil
      }
    return isInBody || key.path.contains(where: isInner) || key.query.contains(where: isInner)
      || key.headers.values.contains(where: isInner)
  }

  private func isInner(_ bytes: [UInt8]) -> Bool {
    !Placeholder.isWhole(bytes) && PlaceholderPattern(bytes, api: key.api) != nil
  }

  private func isInner(_ piece: Piece) -> Bool { if case .bytes(let bytes) = piece { isInner(bytes) } else { false } }

  private func isInner(_ field: Field) -> Bool { isInner(field.name) || isInner(field.value) }

  private func isInner(_ value: JSONValue) -> Bool {
    switch value {
    case .string(let string): isInner(Array(string.text.utf8))
    case .array(let elements): elements.contains(where: isInner)
    case .object(let object): object.contains { isInner(Array($0.key.text.utf8)) || isInner($0.value) }
    case .null, .bool, .number: false
    }
  }

  /// Whether a received request is this recorded one, with anything in the place of each placeholder. `body` is the
  /// received one as it came.
  func fits(_ received: NormalRequest, body: [UInt8]) -> Bool {
    let mine = masked(placeholders), other = received.masked(placeholders)
    guard mine.api == other.api, mine.method == other.method, mine.path.count == other.path.count,
      showsSameSchemes(as: received), mine.headers.count == other.headers.count,
      zip(mine.path, other.path).allSatisfy(fits),
      mine.headers.allSatisfy({ name, value in other.headers[name].map { fits(value, $0) } ?? false }),
      fits(mine.query, other.query)
    else { return false }
    if mine.body == other.body { return true }
    switch (mine.body, other.body) {
    case (.json(let mine), .json(let other)): return fits(mine, other)
    case (.form(let mine), .form(let other)): return fits(mine, other)
    // With a placeholder in it a text need not be what it was: JSON, for one.
    case (.bytes(let bytes), _): return fits(bytes, body)
    default: return false
    }
  }

  private func fits(_ mine: [UInt8], _ other: [UInt8]) -> Bool {
    mine == other || PlaceholderPattern(mine, api: key.api)?.matches(other) ?? false
  }

  private func fits(_ mine: Piece, _ other: Piece) -> Bool {
    switch (mine, other) {
    case (.bytes(let mine), .bytes(let other)): fits(mine, other)
    case (.anything, _), (_, .anything): true
    }
  }

  /// In any order. What is the same on both sides is put aside first: a form may be long, and few of its fields differ.
  private func fits(_ mine: [Field], _ other: [Field]) -> Bool {
    if mine.count != other.count { return false }
    let inner = NormalRequest.without(other, mine)
    guard inner.allSatisfy(isInner) else { return false }
    var open = NormalRequest.without(mine, other)
    for field in inner {
      guard let index = open.firstIndex(where: { fits(field.name, $0.name) && fits(field.value, $0.value) }) else {
        return false
      }
      open.remove(at: index)
    }
    return true
  }

  private func fits(_ mine: JSONValue, _ other: JSONValue) -> Bool {
    switch (mine, other) {
    case (.string(let mine), .string(let other)): fits(Array(mine.text.utf8), Array(other.text.utf8))
    case (.array(let mine), .array(let other)): mine.count == other.count && zip(mine, other).allSatisfy(fits)
    case (.object(let mine), .object(let other)): fits(mine, other)
    default: mine == other
    }
  }

  /// Of members with one key the last counts. One whose key holds a placeholder is the one in its place.
  private func fits(_ mine: JSONObject, _ other: JSONObject) -> Bool {
    let places = other.lastIndices, own = mine.lastIndices
    guard places.count == own.count else { return false }
    return own.values.allSatisfy { index in
      let member = mine[index]
      if let place = places[member.key] { return fits(member.value, other[place].value) }
      return index < other.count && fits(Array(member.key.text.utf8), Array(other[index].key.text.utf8))
        && fits(member.value, other[index].value)
    }
  }
}
