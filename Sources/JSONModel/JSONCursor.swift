#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A place in a document. Cheap to copy; holds the document alive.
public struct JSONCursor: Sendable {
  let storage: JSONStorage
  let index: Int

  var node: JSONNode { storage.nodes[index] }

  /// Which one of the document's values and keys it is in the order of the text, from 0; smaller than the document's
  /// `valueCount`.
  public var ordinal: Int { index }

  public var kind: JSONKind { node.kind }
  /// Of the value's first byte.
  public var position: TextPosition { storage.position(of: Int(node.start)) }
  /// What the document came from; nil where nobody said.
  public var source: SourceText? { storage.source }
  /// Where it is, with the way to it. Costs a walk from the root.
  public var place: SourcePlace { SourcePlace(storage.source, position, pointer: pointer) }
  /// Of a byte of a string's text, escapes undone; an offset past the end is the end.
  package func position(inText offset: Int) -> TextPosition {
    storage.position(of: JSONEscape.skip(offset, from: Int(node.start) + 1, in: storage.bytes))
  }
  /// The value's own bytes, as written.
  public var sourceBytes: ArraySlice<UInt8> { storage.bytes[Int(node.start)..<Int(node.end)] }

  /// Members of an object, elements of an array; 0 for every other kind.
  public var count: Int { node.count }

  /// The last member with this key; nil where there is none, or this is no object.
  public subscript(_ key: String) -> JSONCursor? {
    var found: JSONCursor?
    for member in members where member.isNamed(key) { found = member.value }
    return found
  }

  /// Nil where there is no such element, or this is no array.
  public subscript(_ position: Int) -> JSONCursor? {
    guard position >= 0, position < count else { return nil }
    var remaining = position
    for element in elements {
      if remaining == 0 { return element }
      remaining -= 1
    }
    return nil
  }

  public var isNull: Bool { kind == .null }
  /// Nil for every other kind.
  public var string: String? { jsonString?.text }
  public var bool: Bool? { kind == .bool ? storage.bytes[Int(node.start)] == UInt8(ascii: "t") : nil }
  public var number: JSONNumber? {
    kind == .number ? JSONNumber(checked: String(decoding: sourceBytes, as: UTF8.self)) : nil
  }
  /// Nil for every other kind, for fractions and for what an `Int` cannot hold.
  public var int: Int? { number?.int }

  /// What stands between the quotes of a string without escapes; nil for every other value.
  public var plainText: ArraySlice<UInt8>? {
    let node = node
    guard node.kind == .string, !node.hasEscapes else { return nil }
    return storage.bytes[Int(node.start) + 1..<Int(node.end) - 1]
  }

  /// The string with its escapes as written.
  public var jsonString: JSONString? {
    kind == .string
      ? JSONString(
        escaped: String(decoding: sourceBytes.dropFirst().dropLast(), as: UTF8.self), hasEscapes: node.hasEscapes)
      : nil
  }

  /// A copy that can be changed.
  public var value: JSONValue {
    switch kind {
    case .null: .null
    case .bool: .bool(bool ?? false)
    case .number: number.map(JSONValue.number) ?? .null
    case .string: jsonString.map(JSONValue.string) ?? .null
    case .array: .array(elements.map(\.value))
    case .object: .object(JSONObject(members.map { JSONObject.Member(key: $0.key, value: $0.value.value) }))
    }
  }

  /// Nil where the pointer leads nowhere.
  public func resolve(_ pointer: JSONPointer) -> JSONCursor? {
    pointer.tokens.reduce(self) { place, token in place?.child(token) }
  }

  /// What the pointer leads to, else the innermost value on the way there.
  public func nearest(to pointer: JSONPointer) -> JSONCursor {
    var place = self
    for token in pointer.tokens {
      guard let next = place.child(token) else { break }
      place = next
    }
    return place
  }

  private func child(_ token: String) -> JSONCursor? {
    switch kind {
    case .object: self[token]
    case .array: JSONPointer.index(token).flatMap { self[$0] }
    default: nil
    }
  }

  /// The way from the root to here. Costs a walk from the root.
  public var pointer: JSONPointer { JSONPointer(tokens: JSONCursor(storage: storage, index: 0).tokens(downTo: self)) }

  /// The way to a value inside this one, of the same document.
  package func tokens(downTo inner: JSONCursor) -> [String] {
    var steps: [Int] = []
    withRawNodes { nodes, _ in
      var place = index
      while place != inner.index, let (step, next) = JSONCursor.step(from: place, to: inner.index, nodes) {
        steps.append(step)
        place = next
      }
    }
    return steps.map { step in step < 0 ? String(-step - 1) : other(step).jsonString?.text ?? "" }
  }

  /// The member or element that a value is in: its key's number, or its position less than zero; and its own number.
  private static func step(
    from outer: Int, to inner: Int, _ nodes: UnsafeBufferPointer<JSONNode>
  ) -> (step: Int, value: Int)? {
    let isObject = nodes[outer].kind == .object
    guard isObject || nodes[outer].kind == .array else { return nil }
    var child = outer + 1
    for position in 0..<nodes[outer].count {
      let value = isObject ? child + 1 : child
      let next = Int(nodes[value].next)
      if inner < next { return inner >= value ? (isObject ? child : -position - 1, value) : nil }
      child = next
    }
    return nil
  }
}

extension JSONCursor {
  /// The elements of an array; empty for every other kind.
  public var elements: Elements { Elements(storage: storage, index: index + 1, remaining: kind == .array ? count : 0) }
  /// The members of an object in order, duplicates included; empty for every other kind.
  public var members: Members { Members(storage: storage, index: index + 1, remaining: kind == .object ? count : 0) }

  public struct Elements: Sequence, IteratorProtocol, Sendable {
    let storage: JSONStorage
    var index: Int, remaining: Int

    public mutating func next() -> JSONCursor? {
      guard remaining > 0 else { return nil }
      remaining -= 1
      defer { index = Int(storage.nodes[index].next) }
      return JSONCursor(storage: storage, index: index)
    }
  }

  public struct Members: Sequence, IteratorProtocol, Sendable {
    let storage: JSONStorage
    var index: Int, remaining: Int

    public mutating func next() -> JSONMember? {
      guard remaining > 0 else { return nil }
      remaining -= 1
      let member = JSONMember(keyCursor: JSONCursor(storage: storage, index: index))
      index = Int(storage.nodes[index + 1].next)
      return member
    }
  }
}

/// A key and its value in a document.
public struct JSONMember: Sendable {
  let keyCursor: JSONCursor

  public var key: JSONString { keyCursor.jsonString ?? "" }
  /// The key as a string of the document.
  package var name: JSONCursor { keyCursor }
  /// The key where it has no escapes.
  public var plainKey: ArraySlice<UInt8>? { keyCursor.plainText }
  public var keyPosition: TextPosition { keyCursor.position }
  /// Of the key, with the pointer to the value.
  public var keyPlace: SourcePlace { SourcePlace(keyCursor.storage.source, keyPosition, pointer: value.pointer) }
  public var value: JSONCursor { JSONCursor(storage: keyCursor.storage, index: keyCursor.index + 1) }

  /// Compares by code units, escapes undone.
  public func isNamed(_ name: String) -> Bool {
    if keyCursor.node.hasEscapes { return key == JSONString(name) }
    let inner = keyCursor.sourceBytes.dropFirst().dropLast()
    var name = name
    return name.withUTF8 { name in
      inner.withUnsafeBytes { inner in
        guard inner.count == name.count else { return false }
        guard let left = inner.baseAddress, let right = name.baseAddress else { return true }
        return memcmp(left, right, inner.count) == 0
      }
    }
  }
}
