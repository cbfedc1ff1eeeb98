/// The fields of a message head in the order, spelling and number in which they came (RFC 9110 section 5).
///
/// One buffer holds all names and values, an index says where each is; text is made only where asked for.
public struct HeaderFields: Sendable, RandomAccessCollection, ExpressibleByArrayLiteral {
  @usableFromInline struct Span: Sendable { @usableFromInline var name: Range<Int>, value: Range<Int> }

  @usableFromInline private(set) var bytes: [UInt8]
  @usableFromInline var spans: [Span]

  public init() { (bytes, spans) = ([], []) }

  public init(arrayLiteral elements: HeaderField...) { self.init(elements) }

  public init(_ fields: some Sequence<HeaderField>) {
    self.init()
    for field in fields { append(field) }
  }

  /// Takes a head's bytes and an index over them, without copying a field. Internal: the HTTP/1.1 reader makes them.
  init(bytes: [UInt8], spans: [Span]) { (self.bytes, self.spans) = (bytes, spans) }

  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { spans.count }
  public subscript(index: Int) -> HeaderField {
    HeaderField(nameBytes: Array(bytes[spans[index].name]), value: Array(bytes[spans[index].value]))
  }

  /// The first value with this name, whatever its case, as text; nil where there is none.
  public func first(_ name: String) -> String? {
    spans.first { isNamed($0, name) }.map { String(decoding: bytes[$0.value], as: UTF8.self) }
  }

  /// All values with this name, whatever its case, in order.
  public func all(_ name: String) -> [String] {
    spans.lazy.filter { isNamed($0, name) }.map { String(decoding: bytes[$0.value], as: UTF8.self) }
  }

  /// Whether a field with this name, whatever its case, is there.
  public func contains(_ name: String) -> Bool { spans.contains { isNamed($0, name) } }

  /// How many fields have this name, whatever its case.
  package func count(_ name: String) -> Int { spans.count { isNamed($0, name) } }

  public mutating func append(_ field: HeaderField) {
    let name = bytes.count
    bytes += field.nameBytes
    let value = bytes.count
    bytes += field.value
    spans.append(Span(name: name..<value, value: value..<bytes.count))
  }

  public mutating func append(_ name: String, _ value: String) { append(HeaderField(name, value)) }

  /// A field's name and value where they stand.
  @inlinable package func name(at index: Int) -> ArraySlice<UInt8> { bytes[spans[index].name] }
  @inlinable package func value(at index: Int) -> ArraySlice<UInt8> { bytes[spans[index].value] }

  @inlinable package func withBytes<Result>(
    of index: Int, _ body: (_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    bytes.withUnsafeBufferPointer { bytes in
      body(
        UnsafeBufferPointer(rebasing: bytes[spans[index].name]),
        UnsafeBufferPointer(rebasing: bytes[spans[index].value]))
    }
  }

  /// Whether the field has this name, whatever its case.
  package func isNamed(_ index: Int, _ name: String) -> Bool { isNamed(spans[index], name) }

  /// Gives each field's name and value where they stand, without making anything of them.
  @inlinable package func forEach(
    _ body: (_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) -> Void
  ) {
    bytes.withUnsafeBufferPointer { bytes in
      for span in spans {
        body(UnsafeBufferPointer(rebasing: bytes[span.name]), UnsafeBufferPointer(rebasing: bytes[span.value]))
      }
    }
  }

  /// Whether two fields have one name, whatever its case.
  package func sameName(_ one: Int, _ other: Int) -> Bool {
    HeaderField.sameName(bytes[spans[one].name], bytes[spans[other].name])
  }

  /// Whether all names are tokens and all values are without controls, as messages have them.
  package var areValid: Bool {
    bytes.withUnsafeBytes { bytes in
      spans.allSatisfy { span in
        !span.name.isEmpty && span.name.allSatisfy { ByteClass.isToken(bytes[$0]) } && bytes.isText(span.value)
      }
    }
  }

  /// Appends a field of others.
  package mutating func append(_ index: Int, of other: HeaderFields) {
    let name = bytes.count
    bytes += other.name(at: index)
    let value = bytes.count
    bytes += other.value(at: index)
    spans.append(Span(name: name..<value, value: value..<bytes.count))
  }

  /// Puts more behind the value of a field.
  package mutating func extend(_ index: Int, with more: some Collection<UInt8>) {
    let start = bytes.count
    bytes += bytes[spans[index].value]
    bytes += more
    spans[index].value = start..<bytes.count
  }

  package func isContentLength(_ index: Int) -> Bool { isSpelled(spans[index], "content-length") }

  /// Puts a field at `index`; those from there on move up by one.
  public mutating func insert(_ field: HeaderField, at index: Int) {
    append(field)
    spans.insert(spans.removeLast(), at: index)
  }

  /// Removes every field with this name, whatever its case.
  public mutating func removeAll(_ name: String) { spans = spans.filter { !isNamed($0, name) } }

  /// Gives `value` to the first field with this name, in its place, and removes further ones.
  public mutating func replace(_ name: String, with value: String) {
    guard let index = spans.firstIndex(where: { isNamed($0, name) }) else { return }
    let start = bytes.count
    bytes += value.utf8
    spans[index].value = start..<bytes.count
    for other in spans.indices.dropFirst(index + 1).reversed() where isNamed(spans[other], name) {
      spans.remove(at: other)
    }
  }

  /// The same fields without those for which `exclude` holds.
  public func removing(where exclude: (HeaderField) -> Bool) -> HeaderFields {
    var copy = self
    copy.spans = zip(spans, self).compactMap { exclude($1) ? nil : $0 }
    return copy
  }

  private func isNamed(_ span: Span, _ name: String) -> Bool {
    span.name.count == name.utf8.count && HeaderField.sameName(bytes[span.name], name.utf8)
  }
}

extension HeaderFields: Hashable {
  public static func == (left: HeaderFields, right: HeaderFields) -> Bool { left.elementsEqual(right) }
  public func hash(into hasher: inout Hasher) { for field in self { hasher.combine(field) } }
}
