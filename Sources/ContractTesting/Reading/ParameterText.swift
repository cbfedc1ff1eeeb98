import HTTPModel
import JSONModel

/// What a request has for a parameter.
struct ParameterText {
  /// The value as JSON; nil where there is none.
  var json: [UInt8]?
  /// Of the query's items or cookies, those that belong to it.
  var items: Set<Int> = []
  /// A text that is not what its media type says.
  var isUnreadable = false
}

extension TextReader {
  /// A parameter of the path, or a header's value.
  func read(_ parameter: Parameter, _ text: [UInt8]) -> ParameterText {
    var read = ParameterText()
    let isPath = parameter.location == .path
    if parameter.mediaType != nil {
      return content(parameter, isPath ? PercentEncoding.decoded(text) : text, read)
    }
    func decoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
      isPath ? PercentEncoding.decoded(text) : Array(text).trimmedBlanks
    }
    var body = text[...], separator = UInt8(ascii: ",")
    switch parameter.style {
    case .label:
      if body.first == UInt8(ascii: ".") { body = body.dropFirst() }
      if parameter.isExploded { separator = UInt8(ascii: ".") }
    case .matrix:
      if body.first == UInt8(ascii: ";") { body = body.dropFirst() }
      let prefix = Array("\(parameter.name)=".utf8)
      let pieces = body.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      if parameter.isExploded, parameter.types.contains(.array) {
        return list(parameter, pieces.map { decoded($0.starts(with: prefix) ? $0.dropFirst(prefix.count) : $0) })
      }
      if parameter.isExploded, parameter.types.contains(.object) {
        separator = UInt8(ascii: ";")
      } else if body.starts(with: prefix) {
        body = body.dropFirst(prefix.count)
      }
    default: break
    }
    let types = parameter.types
    let pieces = body.split(separator: separator, omittingEmptySubsequences: false)
    var json: [UInt8] = []
    if types.contains(.array), pieces.count > 1 || !types.intersects(.scalars) {
      return list(parameter, body.isEmpty ? [] : pieces.map(decoded))
    } else if types.contains(.object), !types.intersects(.scalars) {
      append(object: pairs(pieces, isExploded: parameter.isExploded, decoded), by: parameter.schema, to: &json)
    } else {
      append(decoded(body), as: types, to: &json)
    }
    read.json = json
    return read
  }

  /// A parameter of the query, or a cookie. `operation` has the others.
  func read(_ parameter: Parameter, in items: [QueryItem], of operation: ContractOperation) -> ParameterText {
    guard parameter.takesOtherItems, !items.isEmpty else { return read(parameter, in: items) }
    var taken: Set<Int> = []
    for other in operation.parameters where other.location == parameter.location && !other.takesOtherItems {
      taken.formUnion(read(other, in: items).items)
    }
    let credentials = operation.credentials[parameter.location] ?? []
    let free = items.indices.filter { index in
      !taken.contains(index) && !credentials.contains(String(decoding: items[index].decodedName, as: UTF8.self))
    }
    return exploded(parameter, items, free)
  }

  private func read(_ parameter: Parameter, in items: [QueryItem]) -> ParameterText {
    var read = ParameterText()
    let name = Array(parameter.name.utf8)
    let named = items.indices.filter { items[$0].decodedName == name }
    if parameter.style == .deepObject { return deepObject(parameter, items, name) }
    let types = parameter.types
    if parameter.mediaType == nil, parameter.style == .form, parameter.isExploded, named.isEmpty,
      types.contains(.object), !types.intersects(.scalars)
    {
      return exploded(parameter, items)
    }
    guard let first = named.first else { return read }
    read.items = Set(named)
    if parameter.mediaType != nil { return content(parameter, items[first].decodedValue, read) }
    var json: [UInt8] = []
    let isList = types.contains(.array)
    if isList, parameter.isExploded, named.count > 1 || !types.intersects(.scalars) {
      let texts = named.map { items[$0].decodedValue }
      append(list: texts == [[]] ? [] : texts, by: parameter.schema, to: &json)
    } else if isList || types.contains(.object), !types.intersects(.scalars) {
      let pieces = TextReader.split(items[first].value ?? [], at: parameter.style)
      if isList {
        append(list: pieces == [[]] ? [] : pieces.map(PercentEncoding.decodedForm), by: parameter.schema, to: &json)
      } else {
        let decode: (ArraySlice<UInt8>) -> [UInt8] = { PercentEncoding.decodedForm($0) }
        append(object: pairs(pieces.map { $0[...] }, isExploded: false, decode), by: parameter.schema, to: &json)
      }
    } else {
      append(items[first].decodedValue, as: types, to: &json)
    }
    read.json = json
    return read
  }

  private func list(_ parameter: Parameter, _ texts: [[UInt8]]) -> ParameterText {
    var json: [UInt8] = []
    append(list: texts, by: parameter.schema, to: &json)
    return ParameterText(json: json)
  }

  private func content(_ parameter: Parameter, _ text: [UInt8], _ read: ParameterText) -> ParameterText {
    var read = read
    let isJSON = parameter.mediaType.flatMap { MediaType($0) }?.isJSON ?? false
    if isJSON {
      read.isUnreadable = (try? JSONDocument(parsing: text)) == nil
      read.json = text
    } else {
      var json: [UInt8] = []
      append(text, by: parameter.schema, to: &json)
      read.json = json
    }
    return read
  }

  /// `R,100,G,200`, or `R=100,G=200`.
  func pairs(
    _ pieces: [ArraySlice<UInt8>], isExploded: Bool, _ decoded: (ArraySlice<UInt8>) -> [UInt8]
  ) -> [(name: [UInt8], text: [UInt8])] {
    if isExploded {
      return pieces.map { piece in
        let parts = piece.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
        return (decoded(parts[0]), parts.count > 1 ? decoded(parts[1]) : [])
      }
    }
    return stride(from: 0, to: pieces.count, by: 2).map { index in
      (decoded(pieces[index]), index + 1 < pieces.count ? decoded(pieces[index + 1]) : [])
    }
  }

  /// Splits a value as sent. Many clients escape the delimiters too.
  static func split(_ value: [UInt8], at style: Parameter.Style) -> [[UInt8]] {
    let escapes: [String] =
      switch style {
      case .spaceDelimited: ["%20", "+", " "]
      case .pipeDelimited: ["%7C", "%7c", "|"]
      default: ["%2C", "%2c", ","]
      }
    var pieces: [[UInt8]] = [[]]
    var rest = value[...]
    scan: while !rest.isEmpty {
      for escape in escapes where rest.starts(with: escape.utf8) {
        rest = rest.dropFirst(escape.utf8.count)
        pieces.append([])
        continue scan
      }
      if let byte = rest.popFirst() { pieces[pieces.count - 1].append(byte) }
    }
    return pieces
  }

  private func exploded(_ parameter: Parameter, _ items: [QueryItem]) -> ParameterText {
    let names = Set(SchemaShape(parameter.schema, files).properties)
    let own = items.indices.filter { names.contains(String(decoding: items[$0].decodedName, as: UTF8.self)) }
    return exploded(parameter, items, own)
  }

  /// Each member of the object is an item of its own.
  private func exploded(_ parameter: Parameter, _ items: [QueryItem], _ own: [Int]) -> ParameterText {
    var read = ParameterText()
    read.items = Set(own)
    let members = own.map { (name: items[$0].decodedName, text: items[$0].decodedValue) }
    if members.isEmpty { return read }
    var json: [UInt8] = []
    append(object: members, by: parameter.schema, to: &json)
    read.json = json
    return read
  }

  private func deepObject(_ parameter: Parameter, _ items: [QueryItem], _ name: [UInt8]) -> ParameterText {
    var read = ParameterText()
    var value = BracketedValue()
    for (index, item) in items.enumerated() {
      let own = item.decodedName
      guard own.count > name.count, own.starts(with: name), let keys = BracketedValue.keys(own[name.count...]) else {
        continue
      }
      read.items.insert(index)
      value.insert(item.decodedValue, at: keys[...])
    }
    if read.items.isEmpty { return read }
    var json: [UInt8] = []
    value.append(by: parameter.schema, self, to: &json)
    read.json = json
    return read
  }
}

extension [UInt8] {
  /// Without blanks at either end.
  var trimmedBlanks: [UInt8] {
    let rest = drop { $0 == 32 || $0 == 9 }
    let count = rest.reversed().prefix { $0 == 32 || $0 == 9 }.count
    return Array(rest.dropLast(count))
  }
}
