import CYAML

/// What libyaml finds in a text, one after another.
struct YAMLEvents: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// What libyaml says is wrong.
  struct Fault: Error {
    let problem: String, context: String
    /// Numbers of characters; nil where the fault is in the bytes, which `offset` is then among.
    let character: Int?, contextCharacter: Int
    let offset: Int
  }

  /// Reads `text`, which must stay where it is as long as this lives.
  init(reading text: UnsafeBufferPointer<UInt8>) {
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    // Fails only where there is no memory, and then every later call does.
    guard yaml_parser_initialize(parser) == 1 else { return }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    // It takes no null pointer.
    let empty = UnsafePointer<UInt8>(bitPattern: 1)
    yaml_parser_set_input_string(parser, text.baseAddress ?? empty, text.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  mutating func next() throws(Fault) -> YAMLEvent {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw fault }
    defer { yaml_event_delete(&event) }
    return YAMLEvent(event)
  }

  private var fault: Fault {
    let parser = parser.pointee
    let isOfBytes = parser.error == YAML_READER_ERROR || parser.error == YAML_MEMORY_ERROR
    return Fault(
      problem: parser.problem.map { String(cString: $0) } ?? "there is not enough memory",
      context: parser.context.map { String(cString: $0) } ?? "",
      character: isOfBytes ? nil : Int(parser.problem_mark.index), contextCharacter: Int(parser.context_mark.index),
      offset: Int(parser.problem_offset))
  }
}

/// One step of a YAML text.
struct YAMLEvent {
  enum Kind {
    case streamStart, streamEnd, documentEnd
    /// And the version that `%YAML` names.
    case documentStart(version: (major: Int, minor: Int)?)
    case alias(name: String)
    case scalar(value: [UInt8], style: ScalarStyle)
    case sequenceStart, mappingStart
    case collectionEnd
  }

  enum ScalarStyle { case plain, literal, other }

  let kind: Kind
  /// The number of the character it begins with.
  let start: Int
  private(set) var anchor: String?
  private(set) var tag: String?

  init(_ event: yaml_event_t) {
    start = Int(event.start_mark.index)
    switch event.type {
    case YAML_STREAM_START_EVENT: kind = .streamStart
    case YAML_STREAM_END_EVENT: kind = .streamEnd
    case YAML_DOCUMENT_START_EVENT:
      let version = event.data.document_start.version_directive?.pointee
      kind = .documentStart(version: version.map { (Int($0.major), Int($0.minor)) })
    case YAML_DOCUMENT_END_EVENT: kind = .documentEnd
    case YAML_ALIAS_EVENT: kind = .alias(name: YAMLEvent.text(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let bytes = scalar.value.map { Array(UnsafeBufferPointer(start: $0, count: scalar.length)) } ?? []
      kind = .scalar(value: bytes, style: YAMLEvent.style(scalar.style))
      (anchor, tag) = (YAMLEvent.text(scalar.anchor), YAMLEvent.text(scalar.tag))
    case YAML_SEQUENCE_START_EVENT:
      kind = .sequenceStart
      let sequence = event.data.sequence_start
      (anchor, tag) = (YAMLEvent.text(sequence.anchor), YAMLEvent.text(sequence.tag))
    case YAML_MAPPING_START_EVENT:
      kind = .mappingStart
      let mapping = event.data.mapping_start
      (anchor, tag) = (YAMLEvent.text(mapping.anchor), YAMLEvent.text(mapping.tag))
    default: kind = .collectionEnd
    }
  }

  private static func style(_ style: yaml_scalar_style_t) -> ScalarStyle {
    switch style {
    case YAML_PLAIN_SCALAR_STYLE: .plain
    case YAML_LITERAL_SCALAR_STYLE: .literal
    default: .other
    }
  }

  private static func text(_ pointer: UnsafePointer<UInt8>?) -> String? {
    pointer.map { String(decodingCString: $0, as: UTF8.self) }
  }
}
