import HTTPModel
import JSONModel

/// Makes JSON of the texts that parameters, headers and forms carry, by what their schemas say of types.
struct TextReader {
  let files: ContractFiles

  /// Values inside each other, in names such as `a[b][c]`.
  static let maxDepth = 32

  /// Appends one text as the value that its schema is about: a number where that may be one, else a text.
  func append(_ text: [UInt8], by schema: ContractPlace?, to json: inout [UInt8]) {
    append(text, as: SchemaShape(schema, files).types, to: &json)
  }

  func append(_ text: [UInt8], as types: SchemaTypes, to json: inout [UInt8]) {
    let string = String(decoding: text, as: UTF8.self)
    if types.intersects([.number, .integer]), JSONNumber(string) != nil {
      json += text
    } else if types.contains(.boolean), string == "true" || string == "false" {
      json += text
    } else if types.contains(.null), !types.contains(.string), string.isEmpty || string == "null" {
      json += Array("null".utf8)
    } else {
      JSONString.append(quoting: string.utf8, to: &json)
    }
  }

  /// Appends an array of texts.
  func append(list texts: [[UInt8]], by schema: ContractPlace?, to json: inout [UInt8]) {
    let types = SchemaShape(SchemaShape(schema, files).items, files).types
    json.append(UInt8(ascii: "["))
    for (index, text) in texts.enumerated() {
      if index > 0 { json.append(UInt8(ascii: ",")) }
      append(text, as: types, to: &json)
    }
    json.append(UInt8(ascii: "]"))
  }

  /// Appends an object of names and texts.
  func append(object members: [(name: [UInt8], text: [UInt8])], by schema: ContractPlace?, to json: inout [UInt8]) {
    let shape = SchemaShape(schema, files)
    json.append(UInt8(ascii: "{"))
    for (index, member) in members.enumerated() {
      if index > 0 { json.append(UInt8(ascii: ",")) }
      let name = String(decoding: member.name, as: UTF8.self)
      JSONString.append(quoting: name.utf8, to: &json)
      json.append(UInt8(ascii: ":"))
      append(member.text, by: shape.property(name), to: &json)
    }
    json.append(UInt8(ascii: "}"))
  }
}

/// Values with names such as `filter[status][]`, put together.
struct BracketedValue {
  private(set) var text: [UInt8]?
  private(set) var members: [(name: String, value: BracketedValue)] = []
  private(set) var elements: [BracketedValue] = []
  private var numbers: [String: Int] = [:]

  /// `name`'s keys: what stands in its brackets. Nil where they are not closed.
  static func keys(_ name: ArraySlice<UInt8>) -> [String]? {
    var keys: [String] = []
    var rest = name
    while let open = rest.popFirst() {
      guard open == UInt8(ascii: "["), let close = rest.firstIndex(of: UInt8(ascii: "]")),
        keys.count < TextReader.maxDepth
      else { return nil }
      keys.append(String(decoding: rest[..<close], as: UTF8.self))
      rest = rest[(close + 1)...]
    }
    return keys
  }

  mutating func insert(_ text: [UInt8], at keys: ArraySlice<String>) {
    guard let key = keys.first else {
      self.text = text
      return
    }
    if key.isEmpty || (members.isEmpty && Int(key) != nil && Int(key) == elements.count) {
      var element = BracketedValue()
      element.insert(text, at: keys.dropFirst())
      elements.append(element)
    } else if let index = numbers[key] {
      members[index].value.insert(text, at: keys.dropFirst())
    } else {
      var value = BracketedValue()
      value.insert(text, at: keys.dropFirst())
      numbers[key] = members.count
      members.append((key, value))
    }
  }

  func append(by schema: ContractPlace?, _ reader: TextReader, to json: inout [UInt8]) {
    let shape = SchemaShape(schema, reader.files)
    if !members.isEmpty {
      json.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { json.append(UInt8(ascii: ",")) }
        JSONString.append(quoting: member.name.utf8, to: &json)
        json.append(UInt8(ascii: ":"))
        member.value.append(by: shape.property(member.name), reader, to: &json)
      }
      json.append(UInt8(ascii: "}"))
    } else if !elements.isEmpty {
      json.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { json.append(UInt8(ascii: ",")) }
        element.append(by: shape.items, reader, to: &json)
      }
      json.append(UInt8(ascii: "]"))
    } else {
      reader.append(text ?? [], as: shape.types, to: &json)
    }
  }
}
