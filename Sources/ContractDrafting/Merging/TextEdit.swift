import JSONModel

/// One change of a text, and what it changes in what the text stands for.
struct TextEdit: Sendable {
  enum Change: Sendable {
    /// Of the object at the pointer.
    case addMember(JSONPointer, String, JSONValue)
    /// To the array at the pointer.
    case append(JSONPointer, JSONValue)
    /// From the object at the pointer.
    case removeMember(JSONPointer, String)
    /// From the array at the pointer.
    case remove(JSONPointer, JSONValue)
    case replace(JSONPointer, JSONValue)
  }

  let range: Range<Int>
  let text: String
  /// Of several at the same offset those with more come first: what is indented further, and lists before members.
  var indent = 0
  let change: Change
}

extension [TextEdit] {
  /// The text with all changes made. They must not overlap; nil where they do.
  func applied(to bytes: [UInt8]) -> [UInt8]? {
    let order = enumerated().sorted { left, right in
      let (one, other) = (left.element, right.element)
      if one.range.lowerBound != other.range.lowerBound { return one.range.lowerBound < other.range.lowerBound }
      if one.range.isEmpty != other.range.isEmpty { return one.range.isEmpty }
      return one.indent == other.indent ? left.offset < right.offset : one.indent > other.indent
    }.map(\.element)
    var result: [UInt8] = []
    var done = 0
    for edit in order {
      guard edit.range.lowerBound >= done, edit.range.upperBound <= bytes.count else { return nil }
      result += bytes[done..<edit.range.lowerBound]
      // Where the text ends without a line's end, what is put behind it begins with one.
      if edit.range.isEmpty, edit.text.utf8.last == 10, let last = result.last, last != 10 {
        result += edit.text.utf8.dropLast().last == 13 ? [13, 10] : [10]
      }
      result += edit.text.utf8
      done = edit.range.upperBound
    }
    return result + bytes[done...]
  }

  /// What the changed text must stand for; nil where a change finds no place.
  func applied(to value: JSONValue) -> JSONValue? {
    var value = value
    for edit in self where !value.apply(edit.change) { return nil }
    return value
  }
}

extension JSONValue {
  fileprivate mutating func apply(_ change: TextEdit.Change) -> Bool {
    switch change {
    case .addMember(let pointer, let key, let member):
      return update(pointer.tokens[...]) { value in
        // `paths:` with nothing behind it.
        if value.isNull { value = .object(JSONObject()) }
        guard case .object(let object) = value, object[key] == nil else { return false }
        value[key] = member
        return true
      }
    case .append(let pointer, let element):
      return update(pointer.tokens[...]) { value in
        guard case .array(let elements) = value else { return false }
        value = .array(elements + [element])
        return true
      }
    case .remove(let pointer, let element):
      return update(pointer.tokens[...]) { value in
        guard case .array(let elements) = value, let index = elements.firstIndex(of: element) else { return false }
        var rest = elements
        rest.remove(at: index)
        value = .array(rest)
        return true
      }
    case .removeMember(let pointer, let key):
      return update(pointer.tokens[...]) { value in
        guard case .object(let object) = value, object[key] != nil else { return false }
        value[key] = nil
        return true
      }
    case .replace(let pointer, let new):
      return update(pointer.tokens[...]) { value in
        value = new
        return true
      }
    }
  }

  private mutating func update(_ way: ArraySlice<String>, _ body: (inout JSONValue) -> Bool) -> Bool {
    guard let token = way.first else { return body(&self) }
    switch self {
    case .object(var object):
      guard let index = object.lastIndex(where: { $0.key == JSONString(token) }) else { return false }
      self = .null  // lets go of the members, so that changing them does not copy them
      defer { self = .object(object) }
      return object[index].value.update(way.dropFirst(), body)
    case .array(var elements):
      guard let index = Int(token), elements.indices.contains(index) else { return false }
      self = .null
      defer { self = .array(elements) }
      return elements[index].update(way.dropFirst(), body)
    default: return false
    }
  }
}
