import JSONModel

/// What a recording must hold, else an error with its place.
extension JSONCursor {
  func member(_ name: String, _ kind: JSONKind) throws(RecordingError) -> JSONCursor {
    guard self.kind == .object else { throw fault("this is \(self.kind), it must be an object") }
    guard let value = self[name] else { throw fault("the member \"\(name)\" is missing") }
    guard value.kind == kind else { throw value.fault("\"\(name)\" is \(value.kind), it must be \(kind)") }
    return value
  }

  /// A number, or a text that is one, as some tools write it; nil for all else.
  var wholeNumber: Int? { int ?? string.flatMap { Int($0) } }

  /// A text, or what is written for a number or a boolean; nil for all else.
  var scalarText: String? {
    switch kind {
    case .string: string
    case .number, .bool: String(decoding: sourceBytes, as: UTF8.self)
    default: nil
    }
  }

  func text() throws(RecordingError) -> String {
    guard let text = string else { throw fault("this is \(kind), it must be a string") }
    return text
  }

  /// Without the way from the root, which would cost a walk for each of many bad entries.
  func fault(_ reason: String) -> RecordingError { RecordingError(reason, at: SourcePlace(source, position)) }
}
