import JSONModel

/// The same in JSON, where each change is written in the layout of what is around it.
extension ContractEditor {
  private func end(_ value: JSONCursor) -> Int { value.position.offset + value.sourceBytes.count }

  /// The blanks that the line of an offset begins with.
  private func blanks(_ offset: Int) -> String {
    let start = layout.lineStart(offset)
    return String(decoding: layout.bytes[start..<offset].prefix { $0 == 32 || $0 == 9 }, as: UTF8.self)
  }

  /// What a level is indented by; nil for a text without lines.
  private var step: String? {
    guard let first = source.root.members.first(where: { _ in true }), first.keyPosition.line > 1 else { return nil }
    let blanks = blanks(first.keyPosition.offset)
    return blanks.isEmpty ? "  " : blanks
  }

  /// A value as it is written behind a key in a line that begins with `indent`; nil: all in one line.
  private func text(_ value: JSONValue, _ indent: String?) -> String {
    guard let indent, let step else { return value.text(.spaced) }
    let style: JSONStyle = step.utf8.first == 9 ? .tabbed : .indented(step.utf8.count)
    let lines = value.text(style).split(separator: "\n", omittingEmptySubsequences: false)
    return lines.joined(separator: layout.lineEnd + indent)
  }

  private func member(_ member: YAMLBlock.Member, _ indent: String?) -> String {
    "\(JSONValue.string(member.key).text()): \(text(member.value.json, indent))"
  }

  /// What stands between elements; `before` is the last one that is there, or its key.
  private func separator(_ container: JSONCursor, before offset: Int) -> (text: String, indent: String?) {
    guard step != nil, layout.lineStart(offset) > container.position.offset else { return (", ", nil) }
    let indent = blanks(offset)
    return ("," + layout.lineEnd + indent, indent)
  }

  mutating func addJSON(_ members: [YAMLBlock.Member], to object: JSONCursor, _ what: (String) -> String) {
    let pointer = object.pointer
    func change(_ member: YAMLBlock.Member) -> TextEdit.Change { .addMember(pointer, member.key, member.value.json) }
    guard let last = object.members.reduce(nil, { $1 }) else {
      return fillJSON(object, members.map { (change($0), $0, what($0.key)) })
    }
    let (separator, indent) = separator(object, before: last.keyPosition.offset)
    let end = end(last.value)
    for new in members { edit(end..<end, separator + member(new, indent), change(new), what(new.key), at: object) }
  }

  /// Of an object without members.
  private mutating func fillJSON(
    _ object: JSONCursor, _ new: [(change: TextEdit.Change, member: YAMLBlock.Member, what: String)]
  ) {
    let start = object.position.offset + 1, close = end(object) - 1, outer = blanks(start)
    let indent = step.map { outer + $0 }
    var isFirst = opened.insert(object.ordinal).inserted
    if isFirst {
      edits.append(
        TextEdit(
          range: start..<close, text: indent == nil ? "" : layout.lineEnd + outer, indent: -1,
          change: .replace(object.pointer, .object(JSONObject()))))
    }
    for (change, new, what) in new {
      let lead = indent.map { layout.lineEnd + $0 } ?? ""
      edit(
        start..<start, (isFirst ? "" : indent == nil ? ", " : ",") + lead + member(new, indent), change, what,
        at: object)
      isFirst = false
    }
  }

  mutating func replaceJSON(_ value: JSONCursor, with new: JSONValue, _ what: String) {
    edit(value.position.offset..<end(value), new.text(.spaced), .replace(value.pointer, new), what, at: value)
  }

  mutating func appendJSON(_ values: [JSONValue], to list: JSONCursor, _ what: String) {
    let pointer = list.pointer
    guard let last = list.elements.reduce(nil, { $1 }) else {
      let indent = blanks(list.position.offset)
      return edit(
        list.position.offset..<end(list), text(.array(values), indent), .replace(pointer, .array(values)), what,
        at: list)
    }
    let (separator, indent) = separator(list, before: last.position.offset)
    let end = end(last)
    for (number, value) in values.enumerated() {
      edit(
        end..<end, separator + text(value, indent), .append(pointer, value), number == 0 ? what : "", at: list)
    }
  }

  /// `texts`: what is taken out of the list; nil where the member goes with all of it.
  mutating func removeJSON(
    _ texts: Set<String>?, _ member: JSONMember, of object: JSONCursor, _ names: [String], _ what: (String) -> String
  ) {
    let said = names.map(what).joined(separator: "; ")
    guard let texts else {
      let all = Array(object.members), index = all.firstIndex { $0.keyPosition == member.keyPosition } ?? 0
      // With the comma before it, or else the one behind it.
      let start = index > 0 ? end(all[index - 1].value) : member.keyPosition.offset
      let next = index == 0 && all.count > 1 ? all[1].keyPosition.offset : end(member.value)
      return edit(start..<next, "", .removeMember(object.pointer, member.key.text), said, at: member.value)
    }
    let elements = Array(member.value.elements), kept = elements.filter { !texts.contains($0.string ?? "") }
    guard let first = elements.first, let last = elements.last else { return }
    let (separator, _) = separator(member.value, before: last.position.offset)
    let text = kept.map { String(decoding: $0.sourceBytes, as: UTF8.self) }.joined(separator: separator)
    edit(
      first.position.offset..<end(last), text, .replace(member.value.pointer, .array(kept.map(\.value))), said,
      at: member.value)
  }
}
