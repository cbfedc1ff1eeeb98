import JSONModel

/// Turns libyaml's events into documents.
enum YAMLReader {
  static func documents(
    _ bytes: [UInt8], from source: SourceText?, options: YAMLOptions, isSingle: Bool
  ) throws(YAMLError) -> [YAMLDocument] {
    guard bytes.count <= options.limits.bytes else {
      throw YAMLError(.tooLong(limit: options.limits.bytes), at: SourcePlace(source))
    }
    guard let text = YAMLText(bytes, from: source) else {
      throw YAMLError(.notUTF16, at: SourcePlace(source, TextPosition(line: 1, column: 1, offset: 0)))
    }
    if let place = YAMLDirectives.excess(in: text.bytes) {
      throw YAMLError(.syntax("more than \(YAMLDirectives.limit) directives"), at: text.place(of: place))
    }
    let result = text.bytes.withUnsafeBufferPointer { buffer -> Result<[YAMLDocument], YAMLError> in
      do throws(YAMLError) {
        return .success(try documents(YAMLEvents(reading: buffer), of: text, options, isSingle))
      } catch {
        return .failure(error)
      }
    }
    let found = try result.get()
    if isSingle, found.isEmpty { throw YAMLError(.empty, at: text.place(of: 0)) }
    return found
  }

  private static func documents(
    _ events: consuming YAMLEvents, of text: YAMLText, _ options: YAMLOptions, _ isSingle: Bool
  ) throws(YAMLError) -> [YAMLDocument] {
    var documents: [YAMLDocument] = []
    var composer: YAMLComposer?
    var values = 0
    while true {
      let event = try next(&events, in: text)
      let start = text.offset(ofCharacter: event.start)
      switch event.kind {
      case .streamStart: break
      case .streamEnd: return documents
      case .documentStart(let version):
        if isSingle, !documents.isEmpty { throw YAMLError(.severalDocuments, at: text.place(of: start)) }
        var options = options
        if let version { options.schema = version.minor == 1 ? .yaml11 : .core }
        composer = YAMLComposer(options, text: text)
      case .documentEnd:
        guard let made = composer else { break }
        let document = try made.tree.document(of: made.root, in: text, limits: options.limits)
        values += document.json.valueCount
        guard values <= options.limits.values else {
          throw YAMLError(.tooManyValues(limit: options.limits.values), at: text.place(of: start))
        }
        documents.append(document)
        composer = nil
      default:
        do throws(YAMLComposer.Stop) {
          try composer?.handle(event, at: start)
        } catch {
          throw YAMLError(error.kind, at: text.place(of: error.offset ?? start))
        }
      }
    }
  }

  private static func next(_ events: inout YAMLEvents, in text: YAMLText) throws(YAMLError) -> YAMLEvent {
    do throws(YAMLEvents.Fault) {
      return try events.next()
    } catch {
      let context = text.position(of: text.offset(ofCharacter: error.contextCharacter))
      let offset = error.character.map { text.offset(ofCharacter: $0) } ?? min(error.offset, text.bytes.count)
      let byte = offset < text.bytes.count ? text.bytes[offset] : nil
      throw YAMLError(.syntax(error.reason(lineOfContext: context.line, at: byte)), at: text.place(of: offset))
    }
  }
}

/// The directives of a text (`%TAG`, `%YAML`). To find one twice libyaml compares each with each, so there may be few.
enum YAMLDirectives {
  static let limit = 1000

  /// Where the first one begins that is too many. Counts every line that begins with `%`, since a text has few others.
  static func excess(in bytes: [UInt8]) -> Int? {
    var count = 0
    var isAtStart = true
    for (offset, byte) in bytes.enumerated() {
      if isAtStart, byte == UInt8(ascii: "%") {
        count += 1
        if count > limit { return offset }
      }
      isAtStart = byte == 10 || byte == 13
    }
    return nil
  }
}
