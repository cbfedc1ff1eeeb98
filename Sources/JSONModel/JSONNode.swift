/// A value or key of a document. The nodes stand in the order of the text; a key is a string node before its value.
package struct JSONNode: Sendable {
  /// The value's bytes, quotes and brackets included.
  package var start: UInt32, end: UInt32
  /// The index of the first node that is no longer inside this one.
  package var next: UInt32
  /// Kind in the lowest 3 bits, then whether a string has escapes, then the number of members or elements.
  package var packed: UInt32

  @inlinable package var kind: JSONKind { JSONKind(rawValue: UInt8(packed & 7)) ?? .null }
  @inlinable package var rawKind: UInt32 { packed & 7 }
  @inlinable package var hasEscapes: Bool { packed & 8 != 0 }
  @inlinable package var count: Int { Int(packed >> 4) }
}

extension JSONCursor {
  /// The document's nodes and its bytes as they are, for whoever goes through all of them and cannot afford a call for
  /// each. Must not be used outside the closure.
  package func withRawNodes<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<JSONNode>, UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try storage.nodes.withUnsafeBufferPointer { (nodes) throws(Failure) in
      try storage.bytes.withUnsafeBufferPointer { (bytes) throws(Failure) in try body(nodes, bytes) }
    }
  }

  /// Another value of the same document, by its number (see `ordinal`).
  package func other(_ ordinal: Int) -> JSONCursor { JSONCursor(storage: storage, index: ordinal) }

  /// The member of the same document whose key has this number.
  package func member(_ key: Int) -> JSONMember { JSONMember(keyCursor: other(key)) }

  /// The number of the first value that is no longer inside this one.
  package var endOrdinal: Int { Int(node.next) }
}
