import JSONModel

/// Collects changes to a contract's text: each says what it does, or why it can't be done.
struct ContractEditor {
  let source: ExistingContract
  var layout: YAMLLayout { source.layout }

  var edits: [TextEdit] = []
  /// What is done, in the order of the text.
  private(set) var done: [PlaceReport] = []
  /// What is left as it is, though recordings say otherwise.
  private(set) var notes: [PlaceReport] = []
  /// What would have to be done, and can't be.
  private(set) var problems: [PlaceReport] = []
  /// Objects that had nothing in them, and whose braces are gone.
  var opened: Set<Int> = []

  init(_ source: ExistingContract) { self.source = source }

  mutating func note(_ text: String, at value: JSONCursor) {
    let report = PlaceReport(text, at: SourcePlace(value.source, value.position))
    if !notes.contains(report) { notes.append(report) }
  }

  private mutating func refuse(_ text: String, _ reason: String, at value: JSONCursor) {
    problems.append(PlaceReport("cannot edit: \(text): \(reason)", at: SourcePlace(value.source, value.position)))
  }

  mutating func edit(
    _ range: Range<Int>, _ text: String, indent: Int = 0, _ change: TextEdit.Change, _ what: String,
    at value: JSONCursor
  ) {
    edits.append(TextEdit(range: range, text: text, indent: indent, change: change))
    if !what.isEmpty { done.append(PlaceReport(what, at: SourcePlace(value.source, value.position))) }
  }

  private static let inBraces = "it is written in braces; write it with a line for each member"
  private static let elsewhere = "it is written with an anchor, an alias or a tag; write it out"

  // MARK: Objects

  /// Adds members behind the last one of an object, said in one sentence.
  mutating func add(_ members: [YAMLBlock.Member], to object: JSONCursor, _ what: String) {
    add(members, to: object) { $0 == members.first?.key ? what : "" }
  }

  /// The same with a sentence for each, made of its key; empty for none.
  mutating func add(_ members: [YAMLBlock.Member], to object: JSONCursor, _ what: (String) -> String) {
    if members.isEmpty { return }
    if source.isJSON { return addJSON(members, to: object, what) }
    let texts = members.map { what($0.key) }, text = texts.filter { !$0.isEmpty }.joined(separator: "; ")
    if object.count == 0 { return fill(members, object, texts) }
    guard layout.isBlock(object) else {
      let isFlow = layout.byte(object.position.offset) == UInt8(ascii: "{")
      return refuse(text, isFlow ? ContractEditor.inBraces : ContractEditor.elsewhere, at: object)
    }
    let start = object.position.offset, column = layout.column(start)
    let own = object.members.filter { $0.keyPosition.offset >= start }
    guard let last = own.max(by: { $0.keyPosition.offset < $1.keyPosition.offset }) else { return }
    let end = layout.end(
      ofLinesAt: last.keyPosition.offset, column: column, takesHyphens: last.value.kind == .array)
    insert(members, at: end, indent: column, object, texts)
  }

  private mutating func insert(
    _ members: [YAMLBlock.Member], at offset: Int, indent: Int, _ object: JSONCursor, _ texts: [String]
  ) {
    let pointer = object.pointer
    for (member, text) in zip(members, texts) {
      var writer = YAMLWriter(lineEnd: layout.lineEnd)
      writer.write([member], indent: indent)
      let change = TextEdit.Change.addMember(pointer, member.key, member.value.json)
      edit(offset..<offset, writer.text, indent: 2 * indent, change, text, at: object)
    }
  }

  /// Of an object that has nothing in it: `{}`, or nothing at all behind its key.
  private mutating func fill(_ members: [YAMLBlock.Member], _ object: JSONCursor, _ texts: [String]) {
    let what = texts.filter { !$0.isEmpty }.joined(separator: "; ")
    guard let key = key(of: object), layout.isAlone(key) else {
      return refuse(what, isInFlow(object) ? ContractEditor.inBraces : ContractEditor.elsewhere, at: object)
    }
    let column = layout.column(key.offset)
    // What is behind its line comes after the members.
    let next = layout.nextLine(key.offset)
    if let braces = layout.brackets(object) {
      guard braces.upperBound <= next else { return refuse(what, ContractEditor.inBraces, at: object) }
      let blank = braces.lowerBound > 0 && layout.byte(braces.lowerBound - 1) == 32 ? 1 : 0
      if opened.insert(object.ordinal).inserted {
        edits.append(
          TextEdit(
            range: (braces.lowerBound - blank)..<braces.upperBound, text: "",
            change: .replace(object.pointer, .object(JSONObject()))))
      }
    } else if !object.isNull || !layout.endsLine(key) {
      return refuse(what, ContractEditor.elsewhere, at: object)
    }
    insert(members, at: next, indent: column + 2, object, texts)
  }

  /// Where the key of a member's value is, by walking down to it.
  private func key(of value: JSONCursor) -> TextPosition? {
    var parent = source.root
    let tokens = value.pointer.tokens
    for token in tokens.dropLast() {
      guard let next = parent.resolve(JSONPointer(tokens: [token])) else { return nil }
      parent = next
    }
    return tokens.last.flatMap { token in parent.members.first { $0.isNamed(token) }?.keyPosition }
  }

  // MARK: Scalars and lists

  mutating func replace(_ value: JSONCursor, with block: YAMLBlock, _ what: String) {
    if source.isJSON { return replaceJSON(value, with: block.json, what) }
    guard let range = layout.scalar(value, inFlow: isInFlow(value)) else {
      return refuse(what, ContractEditor.elsewhere, at: value)
    }
    let text =
      switch block {
      case .values(let values): YAMLWriter.brackets(values)
      default: YAMLText.scalar(block.json, inFlow: true)
      }
    edit(range, text, .replace(value.pointer, block.json), what, at: value)
  }

  /// Adds scalars at the end of a list.
  mutating func append(_ values: [JSONValue], to list: JSONCursor, _ what: String) {
    if source.isJSON { return appendJSON(values, to: list, what) }
    guard let last = list.elements.reduce(nil, { $1 }) else {
      guard let brackets = layout.brackets(list) else { return refuse(what, ContractEditor.elsewhere, at: list) }
      let text = values.map { YAMLText.scalar($0, inFlow: true) }.joined(separator: ", ")
      let offset = brackets.lowerBound + 1
      append(values, to: list, at: offset, texts: [text], what)
      return
    }
    if layout.isBlock(list) {
      let column = layout.column(list.position.offset)
      let end = layout.end(ofLinesAt: last.position.offset, column: column)
      let blanks = String(repeating: " ", count: column)
      let texts = values.map { "\(blanks)- \(YAMLText.scalar($0))\(layout.lineEnd)" }
      append(values, to: list, at: end, texts: texts, indent: 2 * column + 1, what)
    } else if layout.brackets(list) != nil, let range = layout.scalar(last, inFlow: true) {
      let texts = values.map { ", " + YAMLText.scalar($0, inFlow: true) }
      append(values, to: list, at: range.upperBound, texts: texts, what)
    } else {
      refuse(what, ContractEditor.elsewhere, at: list)
    }
  }

  private mutating func append(
    _ values: [JSONValue], to list: JSONCursor, at offset: Int, texts: [String], indent: Int = 0, _ what: String
  ) {
    let pointer = list.pointer
    for (number, value) in values.enumerated() {
      let text = number < texts.count ? texts[number] : ""
      edit(
        offset..<offset, text, indent: indent, .append(pointer, value), number == 0 ? what : "", at: list)
    }
  }

  /// Adds objects at the end of a list of them.
  mutating func append(items: [YAMLBlock], to list: JSONCursor, _ what: String) {
    if source.isJSON { return appendJSON(items.map(\.json), to: list, what) }
    guard layout.isBlock(list), let last = list.elements.reduce(nil, { $1 }) else {
      let isFlow = layout.byte(list.position.offset) == UInt8(ascii: "[")
      return refuse(what, isFlow ? "it is written in brackets" : ContractEditor.elsewhere, at: list)
    }
    let column = layout.column(list.position.offset)
    let end = layout.end(ofLinesAt: last.position.offset, column: column)
    let pointer = list.pointer
    for (number, item) in items.enumerated() {
      var writer = YAMLWriter(lineEnd: layout.lineEnd)
      writer.write(items: [item], indent: column)
      edit(
        end..<end, writer.text, indent: 2 * column + 1, .append(pointer, item.json), number == 0 ? what : "", at: list)
    }
  }

  /// Takes texts out of the list that a member of an object is; the member goes with the last one.
  mutating func remove(_ texts: Set<String>, from key: String, of object: JSONCursor, _ what: (String) -> String) {
    guard let member = object.members.first(where: { $0.isNamed(key) }) else { return }
    let list = member.value, elements = Array(list.elements)
    let removed = elements.filter { texts.contains($0.string ?? "") }
    let names = removed.compactMap(\.string)
    if source.isJSON {
      return removeJSON(removed.count == elements.count ? nil : texts, member, of: object, names, what)
    }
    if removed.count == elements.count { return remove(member, of: object, names.map(what)) }
    if layout.isBlock(list) {
      let column = layout.column(list.position.offset), pointer = list.pointer
      for (element, name) in zip(removed, names) {
        let start = layout.lineStart(element.position.offset)
        // A list inside a list begins in the line of the outer hyphen.
        guard layout.isBlank(start..<(start + column)) else {
          return refuse(what(name), ContractEditor.elsewhere, at: list)
        }
        let end = layout.end(ofLinesAt: element.position.offset, column: column)
        edit(start..<end, "", .remove(pointer, .string(name)), what(name), at: element)
      }
    } else if let brackets = layout.brackets(list) {
      let kept = elements.filter { !texts.contains($0.string ?? "") }
      let texts = kept.compactMap { layout.scalar($0, inFlow: true) }.map {
        String(decoding: layout.bytes[$0], as: UTF8.self)
      }
      let change = TextEdit.Change.replace(list.pointer, .array(kept.map(\.value)))
      edit(
        brackets, "[" + texts.joined(separator: ", ") + "]", change, names.map(what).joined(separator: "; "), at: list)
    } else {
      refuse(names.map(what).joined(separator: "; "), ContractEditor.elsewhere, at: list)
    }
  }

  /// Takes out a member with its lines.
  private mutating func remove(_ member: JSONMember, of object: JSONCursor, _ what: [String]) {
    let key = member.keyPosition, text = what.joined(separator: "; ")
    guard layout.isBlock(object), object.count > 1, layout.isFirst(key) else {
      return refuse(text, "nothing would be left of the list", at: member.value)
    }
    let end = layout.end(ofLinesAt: key.offset, column: layout.column(key.offset), takesHyphens: true)
    let change = TextEdit.Change.removeMember(object.pointer, member.key.text)
    edit(layout.lineStart(key.offset)..<end, "", change, text, at: member.value)
  }

  private func isInFlow(_ value: JSONCursor) -> Bool {
    var place = source.root
    for token in value.pointer.tokens {
      if let first = layout.byte(place.position.offset), first == 123 || first == 91 { return true }
      guard let next = place.resolve(JSONPointer(tokens: [token])) else { return false }
      place = next
    }
    return false
  }
}
