import HTTPModel
import JSONModel

/// Makes JSON of a form, by what its schema says of the fields.
extension TextReader {
  /// `application/x-www-form-urlencoded`.
  func form(_ bytes: [UInt8], by schema: ContractPlace?) -> [UInt8] {
    let items = QueryItem.items(bytes)
    let fields = items.map { FormField(name: $0.decodedName, text: $0.decodedValue) }
    return form(fields, by: schema)
  }

  /// Fields in order; one that comes several times is an array, and `a[b]` a member of an object.
  func form(_ fields: [FormField], by schema: ContractPlace?) -> [UInt8] {
    let shape = SchemaShape(schema, files)
    var names: [String] = []
    var values: [String: [FormField]] = [:]
    var nested: [String: BracketedValue] = [:]
    let known = Set(shape.properties)
    for field in fields {
      let name = String(decoding: field.name, as: UTF8.self)
      if !known.contains(name), let open = field.name.firstIndex(of: UInt8(ascii: "[")), open > 0,
        let keys = BracketedValue.keys(field.name[open...])
      {
        let outer = String(decoding: field.name[..<open], as: UTF8.self)
        if nested[outer] == nil, values[outer] == nil { names.append(outer) }
        nested[outer, default: BracketedValue()].insert(field.text, at: keys[...])
        continue
      }
      if values[name] == nil, nested[name] == nil { names.append(name) }
      values[name, default: []].append(field)
    }
    var json: [UInt8] = [UInt8(ascii: "{")]
    for (index, name) in names.enumerated() {
      if index > 0 { json.append(UInt8(ascii: ",")) }
      JSONString.append(quoting: name.utf8, to: &json)
      json.append(UInt8(ascii: ":"))
      if let value = nested[name] {
        value.append(by: shape.property(name), self, to: &json)
      } else {
        append(fields: values[name] ?? [], by: shape.property(name), to: &json)
      }
    }
    json.append(UInt8(ascii: "}"))
    return json
  }

  private func append(fields: [FormField], by schema: ContractPlace?, to json: inout [UInt8]) {
    let types = SchemaShape(schema, files).types
    if types.contains(.array), !(fields.count == 1 && fields[0].isJSONArray) {
      append(list: fields.map(\.text), by: schema, to: &json)
    } else if fields.count > 1 {
      append(list: fields.map(\.text), by: schema, to: &json)
    } else if let field = fields.first {
      // Objects are sent as JSON (the default of an encoding).
      let isComposite = field.isJSON || types.contains(.object) || types.contains(.array)
      if isComposite, let document = try? JSONDocument(parsing: field.text), document.root.count > 0 || field.isJSON {
        json += field.text
      } else {
        append(field.text, as: types, to: &json)
      }
    }
  }
}

/// One field of a form.
struct FormField {
  let name: [UInt8]
  let text: [UInt8]
  /// The part's own media type says so.
  var isJSON = false

  var isJSONArray: Bool { text.first == UInt8(ascii: "[") && (try? JSONDocument(parsing: text)) != nil }
}
