import HTTPModel
import JSONModel

// A placeholder that is a value as a whole is a place in which anything fits. A secret that only an answer told is taken
// out of the requests as well, also where it stands inside a longer text; a client that knew it sends it still, so there
// the text is a pattern.
extension RequestFacts {
  /// Places that hold a placeholder of this API, or `{{any}}`, as a whole, and whether one of this API stands inside a
  /// longer text or in a name.
  var placeholders: (places: [RequestPlace], areInside: Bool) {
    var places: [RequestPlace] = []
    var areInside = false
    walk { text, place in
      if let place, text == Placeholder.any { return places.append(place) }
      guard let pattern = pattern(text) else { return }
      if let place, pattern.whole != nil { places.append(place) } else { areInside = true }
    }
    return (places, areInside)
  }

  /// Places that hold `{{any}}` as a whole.
  var anyPlaces: [RequestPlace] {
    var places: [RequestPlace] = []
    walk { text, place in if let place, text == Placeholder.any { places.append(place) } }
    return places
  }

  /// Gives all texts; the place is nil for names, and for a body that is neither JSON nor a form.
  private func walk(_ take: (_ text: [UInt8], _ place: RequestPlace?) -> Void) {
    func look(_ items: [Item], _ place: ([UInt8]) -> RequestPlace) {
      for item in items {
        take(Array(item.name), nil)
        if let value = item.value { take(Array(value), place(Array(item.name))) }
      }
    }
    func look(_ value: JSONValue, _ way: inout [JSONToken]) {
      switch value {
      case .string(let string): take(string.codeUnits, .json(way))
      case .array(let elements):
        for (index, element) in elements.enumerated() {
          way.append(.element(index))
          look(element, &way)
          way.removeLast()
        }
      case .object(let object):
        for member in object {
          take(member.key.codeUnits, nil)
          way.append(.member(member.key.codeUnits))
          look(member.value, &way)
          way.removeLast()
        }
      case .null, .bool, .number: break
      }
    }
    for (index, segment) in path.segments.enumerated() { if let segment { take(segment, .path(index)) } }
    look(query) { .query($0, nil) }
    for (header, fact) in zip(rules.headers, headers) {
      if case .text(let text) = fact { take(Array(text), .header(header.name)) }
    }
    switch body {
    case .none, .anything: break
    case .form(let items): look(items) { .form($0, nil) }
    case .json(let json):
      var way: [JSONToken] = []
      look(json.value, &way)
    case .bytes: take(source, nil)
    }
  }

  func pattern(_ text: [UInt8]) -> PlaceholderPattern? {
    hasPatterns ? PlaceholderPattern(text, api: rules.api.name) : nil
  }

  // MARK: Of a recorded request: what was received, with the recorded text in the place of what fits it

  func adopted<Text: RangeReplaceableCollection<UInt8>>(_ received: Text?, by recorded: Text?) -> Text? {
    guard let received, let recorded, !received.elementsEqual(recorded) else { return received }
    return pattern(Array(recorded))?.matches(Array(received)) ?? false ? recorded : received
  }

  func adopted(_ received: HeaderFact, by recorded: HeaderFact) -> HeaderFact {
    guard received != recorded, case .text(let text) = received, case .text(let own) = recorded else { return received }
    return adopted(text, by: own).map { .text($0) } ?? received
  }

  /// In any order. What is the same on both sides is put aside first: a form may be long, and few of its items differ.
  func adopted(_ received: [Item], by recorded: [Item]) -> [Item] {
    let left = RequestFacts.without(recorded, received)
    var result = RequestFacts.without(left, received)
    var open = Dictionary(grouping: left) { $0.name }.mapValues { $0[...] }
    for item in RequestFacts.without(received, recorded) {
      for name in pattern(Array(item.name)) == nil ? [item.name] : left.map(\.name) {
        guard adopted(name, by: item.name) == item.name,
          let index = open[name]?.firstIndex(where: {
            item.value == nil || adopted($0.value, by: item.value) == item.value
          })
        else { continue }
        // What follows the first of a slice is not moved when that is removed.
        if index == open[name]?.startIndex { open[name]?.removeFirst() } else { open[name]?.remove(at: index) }
        result.append(item)
        break
      }
    }
    return result + open.values.joined()
  }

  func adopted(_ received: JSONValue, by recorded: JSONValue) -> JSONValue {
    if recorded == ComparedJSON.anything { return recorded }
    switch (received, recorded) {
    case (.string(let text), .string(let own)):
      return adopted(text.codeUnits, by: own.codeUnits) == own.codeUnits ? recorded : received
    case (.array(let elements), .array(let own)):
      return .array(zip(elements, own).map { adopted($0, by: $1) } + elements.dropFirst(own.count))
    case (.object(let object), .object(let own)):
      // Of members with one key in order; one whose key holds a placeholder is the one in its place.
      var places = Dictionary(grouping: own.indices) { own[$0].key }.mapValues { $0[...] }
      return .object(
        JSONObject(
          object.enumerated().map { index, member in
            let place = places[member.key]?.popFirst() ?? index
            guard place < own.count,
              adopted(member.key.codeUnits, by: own[place].key.codeUnits) == own[place].key.codeUnits
            else { return member }
            return JSONObject.Member(key: own[place].key, value: adopted(member.value, by: own[place].value))
          }))
    default: return received
    }
  }
}
