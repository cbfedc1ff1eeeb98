import HTTPModel
import JSONModel

/// Makes JSON of a form, by what its schema says of the fields.
extension TextReader {
  /// `application/x-www-form-urlencoded`.
  func form(_ bytes: [UInt8], by schema: ContractPlace?, _ encodings: [String: FormEncoding]) -> [UInt8] {
    let fields = QueryItem.items(bytes).map { item in
      FormField(name: item.decodedName, text: item.decodedValue, sent: item.value)
    }
    return form(fields, by: schema, encodings)
  }

  /// Fields in order; one that comes several times is an array, and `a[b]` a member of an object.
  func form(_ fields: [FormField], by schema: ContractPlace?, _ encodings: [String: FormEncoding]) -> [UInt8] {
    let shape = SchemaShape(schema, files)
    var names: [String] = []
    var values: [String: [FormField]] = [:]
    var nested: [String: BracketedValue] = [:]
    let known = Set(shape.properties), spread = spreadMembers(shape, encodings, besides: known)
    for field in fields {
      let name = String(decoding: field.name, as: UTF8.self)
      if !known.contains(name), let (outer, keys) = field.keys ?? spread[name].map({ ($0, [name]) }) {
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
        append(fields: values[name] ?? [], by: shape.property(name), encodings[name], to: &json)
      }
    }
    json.append(UInt8(ascii: "}"))
    return json
  }

  /// The members of objects whose encoding makes each a field of its own, with the property that they belong to.
  private func spreadMembers(
    _ shape: SchemaShape, _ encodings: [String: FormEncoding], besides known: Set<String>
  ) -> [String: String] {
    var members: [String: String] = [:]
    for (name, encoding) in encodings where encoding.style == .form && encoding.isExploded {
      for member in SchemaShape(shape.property(name), files).properties where !known.contains(member) {
        members[member] = name
      }
    }
    return members
  }

  private func append(
    fields: [FormField], by schema: ContractPlace?, _ encoding: FormEncoding?, to json: inout [UInt8]
  ) {
    let types = SchemaShape(schema, files).types, isJSON = encoding?.isJSON ?? false
    if let field = fields.first, fields.count == 1, let style = encoding?.style, encoding?.isExploded == false,
      types.contains(.array) || types.contains(.object), !types.intersects(.scalars)
    {
      append(joined: field.sent ?? field.text, at: style, isList: types.contains(.array), by: schema, to: &json)
    } else if types.contains(.array), !(fields.count == 1 && fields[0].isJSONArray) {
      let item = SchemaShape(schema, files).items, own = SchemaShape(item, files).types
      json.append(UInt8(ascii: "["))
      for (index, field) in fields.enumerated() {
        if index > 0 { json.append(UInt8(ascii: ",")) }
        append(field, as: own, isJSON: isJSON, to: &json)
      }
      json.append(UInt8(ascii: "]"))
    } else if fields.count > 1 {
      append(list: fields.map(\.text), by: schema, to: &json)
    } else if let field = fields.first {
      append(field, as: types, isJSON: isJSON, to: &json)
    }
  }

  private func append(_ field: FormField, as types: SchemaTypes, isJSON: Bool, to json: inout [UInt8]) {
    // Objects are sent as JSON (the default of an encoding).
    let isJSON = isJSON || field.isJSON
    let isComposite = isJSON || types.contains(.object) || types.contains(.array)
    if isComposite, let document = try? JSONDocument(parsing: field.text), document.root.count > 0 || isJSON {
      json += field.text
    } else {
      append(field.text, as: types, to: &json)
    }
  }

  /// An array or object in one field: `a,b` or `x,1,y,2`.
  private func append(
    joined text: [UInt8], at style: Parameter.Style, isList: Bool, by schema: ContractPlace?, to json: inout [UInt8]
  ) {
    let pieces = TextReader.split(text, at: style)
    if isList {
      append(list: pieces == [[]] ? [] : pieces.map { PercentEncoding.decodedForm($0) }, by: schema, to: &json)
    } else {
      let members = pairs(pieces.map { $0[...] }, isExploded: false) { PercentEncoding.decodedForm($0) }
      append(object: members, by: schema, to: &json)
    }
  }
}

/// One field of a form.
struct FormField {
  let name: [UInt8]
  let text: [UInt8]
  /// Percent-encoded; nil where forms of its kind encode nothing.
  var sent: [UInt8]?
  /// The part's own media type says so.
  var isJSON = false

  var isJSONArray: Bool { text.first == UInt8(ascii: "[") && (try? JSONDocument(parsing: text)) != nil }

  /// Of a name such as `a[b][c]`: what stands before its brackets and in them.
  var keys: (outer: String, inner: [String])? {
    guard let open = name.firstIndex(of: UInt8(ascii: "[")), open > 0, let keys = BracketedValue.keys(name[open...])
    else { return nil }
    return (String(decoding: name[..<open], as: UTF8.self), keys)
  }
}
