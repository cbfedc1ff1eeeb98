import JSONModel

extension TemplateResolver {
  /// `Fn::Sub`: a text, or a text and an object of further names.
  mutating func substituted(_ argument: JSONCursor) -> MappedText? {
    let template = argument.kind == .array ? argument[0] : argument
    let names = argument.kind == .array ? argument[1] : nil
    guard let template, var slicer = StringSlicer(template), names == nil || names?.kind == .object,
      argument.kind == .string || argument.count == 2
    else {
      report(.expected("a text, or a text and an object", found: argument.kind), at: argument)
      return nil
    }
    var result = MappedText(of: document)
    var isWhole = true
    guard spend(template.sourceBytes.count, at: template) else { return nil }
    for piece in TemplateResolver.pieces(of: Array((template.string ?? "").utf8)) {
      let slice = slicer.next(piece.length)
      switch piece.content {
      case .text: result.append(slice)
      case .escaped(let text): result.append(text, for: slice.position)
      case .name(let name):
        guard spend(0, at: template) else { return nil }
        guard let value = value(of: name, names, template, slice.position) else {
          isWhole = false
          continue
        }
        result.append(value)
      }
      guard result.bytes.count <= TemplateResolver.maxDefinitionBytes else {
        report(.tooLong(limit: TemplateResolver.maxDefinitionBytes), at: template)
        return nil
      }
    }
    return isWhole ? result : nil
  }

  private mutating func value(
    of name: String, _ names: JSONCursor?, _ template: JSONCursor, _ position: TextPosition
  ) -> MappedText? {
    if let own = names?[name] { return text(own) }
    let isName = !name.isEmpty && name.utf8.allSatisfy(TemplateResolver.isNamePart)
    let parts = TemplateResolver.attributeParts(name)
    let found: Result<String, TemplateProblem.Reason> =
      if !isName { .failure(.notAName(name)) } else if parts.count == 2 {
        attribute(parts[1], of: parts[0])
      } else { reference(to: name) }
    guard let text = settle(found, at: SourcePlace(template.source, position, pointer: template.pointer)) else {
      return nil
    }
    var result = MappedText(of: document)
    result.append(text, for: position)
    return result
  }

  private struct SubstitutionPiece {
    enum Content {
      case text
      /// `${!name}`, which stands for `${name}`.
      case escaped(String)
      case name(String)
    }
    let content: Content
    /// In bytes of the text.
    let length: Int
  }

  /// Cuts a text at its `${…}`. One that is not closed is text.
  private static func pieces(of bytes: [UInt8]) -> [SubstitutionPiece] {
    var pieces: [SubstitutionPiece] = []
    var start = 0
    var index = 0
    while index + 1 < bytes.count {
      guard bytes[index] == UInt8(ascii: "$"), bytes[index + 1] == UInt8(ascii: "{") else {
        index += 1
        continue
      }
      guard let end = bytes[(index + 2)...].firstIndex(of: UInt8(ascii: "}")) else { break }
      if index > start { pieces.append(SubstitutionPiece(content: .text, length: index - start)) }
      let inner = bytes[(index + 2)..<end]
      let content: SubstitutionPiece.Content =
        inner.first == UInt8(ascii: "!")
        ? .escaped("${" + String(decoding: inner.dropFirst(), as: UTF8.self) + "}")
        : .name(String(decoding: inner, as: UTF8.self))
      pieces.append(SubstitutionPiece(content: content, length: end + 1 - index))
      start = end + 1
      index = start
    }
    if start < bytes.count { pieces.append(SubstitutionPiece(content: .text, length: bytes.count - start)) }
    return pieces
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"):
      true
    default: false
    }
  }
}
