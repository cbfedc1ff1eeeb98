import HTTPModel
import JSONModel

/// What a body that is not JSON comes to, by what its schema says of it.
enum BodyText {
  /// The value that it stands for.
  case json([UInt8])
  /// A file, or a text that no schema says anything about.
  case opaque
  /// A multipart body without its boundary.
  case undivided
  /// In a syntax that is not read, and the schema is about objects or arrays.
  case unread
}

extension TextReader {
  /// A form, or a text. `type` is not JSON; `entry` is the Media Type Object that has the schema.
  func body(_ bytes: [UInt8], _ type: MediaType, by schema: ContractPlace, of entry: ContractPlace) -> BodyText {
    let encodings = FormEncoding.all(of: entry)
    if type.isForm { return .json(form(bytes, by: schema, encodings)) }
    if type.type == "multipart" {
      guard let boundary = type.parameter("boundary"), let fields = MultipartBody.fields(bytes, boundary: boundary)
      else { return .undivided }
      return .json(form(fields, by: schema, encodings))
    }
    let types = SchemaShape(schema, files).types
    if types.isEmpty { return .opaque }
    guard types.isDisjoint(with: [.object, .array]) || types.contains(.string) else { return .unread }
    guard String(validating: bytes, as: UTF8.self) != nil else { return .opaque }
    var json: [UInt8] = []
    append(bytes, as: types, to: &json)
    return .json(json)
  }
}
