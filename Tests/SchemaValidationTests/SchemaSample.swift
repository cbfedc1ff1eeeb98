import JSONModel
import SchemaValidation

extension Schema {
  /// Of a text, in a file called `schema.json`.
  static func sample(
    _ text: String, dialect: SchemaDialect = .draft2020, registry: SchemaRegistry = SchemaRegistry(),
    options: SchemaOptions = SchemaOptions()
  ) throws -> Schema {
    try compile(.sample(text, "schema.json"), in: registry, dialect: dialect, options: options)
  }

  func reasons(_ text: String) throws -> [String] { try check(JSONDocument.sample(text).root).map(\.reason) }
  func accepts(_ text: String) throws -> Bool {
    let value = try JSONDocument.sample(text).root
    return isValid(value) && check(value).isEmpty
  }
}

extension JSONDocument {
  static func sample(_ text: String, _ file: String = "value.json") throws -> JSONDocument {
    try JSONDocument(parsing: Array(text.utf8), from: SourceText(file))
  }
}

extension SchemaOptions {
  static let checkingFormats = {
    var options = SchemaOptions()
    options.formats = .checked
    return options
  }()
}
