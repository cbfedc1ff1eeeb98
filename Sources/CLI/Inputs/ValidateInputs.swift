import HTTPModel
import JSONModel
import SchemaValidation
import YAMLReading

/// What `tapedeck validate` is asked for.
struct ValidateInputs {
  /// In each file, of the value that is checked.
  let value: JSONPointer
  private let schema: InputFile
  /// Behind the `#`: an anchor or a pointer; nil where `pointer` says the place.
  private let fragment: String?
  private let pointer: JSONPointer
  private let references: [(uri: String?, file: InputFile)]
  private let dialect: SchemaDialect
  private var options = SchemaOptions()

  private static let next = "tapedeck validate --help"
  private static let correct = "correct the file at this place"

  private static let dialects: [(name: String, dialect: SchemaDialect)] = [
    ("draft-04", .draft4), ("draft-06", .draft6), ("draft-07", .draft7), ("2019-09", .draft2019),
    ("2020-12", .draft2020), ("openapi-3.0", .openAPI30), ("openapi-3.1", .openAPI31),
  ]

  private static func dialect(_ name: String) throws(UsageError) -> SchemaDialect {
    if let known = dialects.first(where: { $0.name == name }) { return known.dialect }
    let names = dialects.map(\.name), near = Suggestion.hint(Suggestion.closest(to: name, in: names))
    throw UsageError(
      message: "validate: --dialect is one of \(names.joined(separator: ", ")), not '\(name)'\(near)", next: next)
  }

  init(_ arguments: Arguments) throws {
    let next = ValidateInputs.next
    guard let name = arguments.value("schema") else {
      throw UsageError(message: "validate: --schema FILE is needed", next: next)
    }
    try ValidateInputs.checkIsNoURL(name)
    let whole = name.contains("#") ? try? InputFile(name, for: "--schema", next: next) : nil
    let parts = name.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    schema = try whole ?? InputFile(parts[0], for: "--schema", next: next)
    fragment = whole == nil && parts.count == 2 ? parts[1] : nil
    pointer = try ValidateInputs.pointer(arguments, "pointer")
    if fragment?.isEmpty == false, arguments.has("pointer") {
      throw UsageError(message: "validate: --pointer and the # in --schema both say where the schema is", next: next)
    }
    value = try ValidateInputs.pointer(arguments, "value")
    references = try arguments.values("reference").map { text in
      // A URI has a colon before its first equals sign; so has no file's name that people give.
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      let hasURI = parts.count == 2 && parts[0].contains(":")
      return (hasURI ? parts[0] : nil, try InputFile(hasURI ? parts[1] : text, for: "--reference", next: next))
    }
    dialect = try ValidateInputs.dialect(arguments.value("dialect") ?? "2020-12")
    options.formats = arguments.value("formats") == "ignore" ? .annotated : .checked
    options.checksContent = arguments.has("content")
  }

  /// Nothing is fetched; a file that happens to have such a name is meant by `./https://…`.
  private static func checkIsNoURL(_ name: String) throws(UsageError) {
    guard ["http://", "https://"].contains(where: { name.lowercased().hasPrefix($0) }) else { return }
    throw UsageError(
      message: "validate: --schema: \(name) is a URL, and nothing is fetched; it takes a file",
      next: "curl -o schema.json \(name.prefix { $0 != "#" })")
  }

  private static func pointer(_ arguments: Arguments, _ option: String) throws(UsageError) -> JSONPointer {
    guard let text = arguments.value(option) else { return JSONPointer() }
    guard let pointer = JSONPointer(text) else {
      throw UsageError(
        message: "--\(option): \(text) is not a JSON pointer: one begins with /, and ~ is written ~0, / in a name ~1",
        next: next)
    }
    return pointer
  }

  func compile() throws -> Schema {
    do {
      var registry = SchemaRegistry()
      for (uri, file) in references {
        let document = try read(file)
        try registry.add(document, uri: uri ?? ValidateInputs.uri(of: file.path), dialect: dialect)
      }
      let document = try read(schema), uri = ValidateInputs.uri(of: schema.path)
      guard let fragment, !fragment.isEmpty else {
        if pointer.tokens.isEmpty { try ValidateInputs.checkIsSchema(document.root) }
        return try Schema.compile(
          document, uri: uri, at: pointer, in: registry, dialect: dialect, options: options)
      }
      try registry.add(document, uri: uri, dialect: dialect)
      return try Schema.compile("\(uri)#\(fragment)", in: registry, options: options)
    } catch let error as SchemaProblem {
      throw CommandError(error.reason, at: error.place, next: ValidateInputs.next(after: error.kind))
    }
  }
}

extension ValidateInputs {
  /// The description of an API has schemas in it. Taken for one itself, it would allow everything.
  private static func checkIsSchema(_ root: JSONCursor) throws(CommandError) {
    let places = [("openapi", "an OpenAPI", ["components", "schemas"]), ("swagger", "a Swagger", ["definitions"])]
    for (member, name, way) in places where root[member]?.string != nil {
      let pointer = JSONPointer(tokens: way)
      let names = root.resolve(pointer)?.members.map(\.key.text) ?? []
      let first = names.first.map { JSONPointer(tokens: way + [$0]) }
      throw CommandError(
        "\(name) document is not a schema; it has \(names.count) schema\(names.count == 1 ? "" : "s") at \(pointer)",
        at: root.place, next: "add --pointer \(first.map { "\($0)" } ?? "POINTER") to say which one")
    }
  }

  /// All documents of a file: one of JSON, any number of YAML.
  func documents(at path: String) throws(CommandError) -> [JSONDocument] {
    let file = try InputFile(path, for: "validate", next: ValidateInputs.next)
    let documents = try ValidateInputs.all(in: file)
    if documents.isEmpty {
      throw CommandError("the file holds no value", at: file.path, next: "write JSON or YAML into it")
    }
    return documents
  }

  private func read(_ file: InputFile) throws(CommandError) -> JSONDocument {
    let documents = try ValidateInputs.all(in: file)
    guard documents.count == 1 else {
      throw CommandError(
        "the file holds \(documents.count) documents; a schema's is one", at: file.path, next: ValidateInputs.next)
    }
    return documents[0]
  }

  private static func all(in file: InputFile) throws(CommandError) -> [JSONDocument] {
    if DocumentSyntax(of: file.bytes) == .json { return [try file.json(isQuotable: true, next: correct)] }
    do throws(YAMLError) {
      return try YAMLDocument.all(in: file.bytes, from: SourceText(file.path, quoting: file.bytes)).map(\.json)
    } catch {
      // What is called JSON is most likely meant as JSON, whatever it begins with.
      if file.path.lowercased().hasSuffix(".json") { _ = try file.json(isQuotable: true, next: correct) }
      throw CommandError(notYAML: error, next: correct)
    }
  }

  /// What relative references in a file begin with.
  private static func uri(of path: String) -> String {
    let folder = path.hasPrefix("/") ? "" : Environment.currentFolder + "/"
    let segments = (folder + path).split(separator: "/", omittingEmptySubsequences: false)
    return "file://" + segments.map { PercentEncoding.encoded($0.utf8) }.joined(separator: "/")
  }

  private static func next(after problem: SchemaProblem.Kind) -> String {
    switch problem {
    case .unknownDocument(let uri) where uri.hasPrefix("file:///"):
      "add --reference "
        + ShellText.quoted(String(decoding: PercentEncoding.decoded(uri.utf8.dropFirst(7)), as: UTF8.self))
    case .unknownDocument(let uri): "add --reference \(uri)=FILE with the file that has it"
    case .unknownDialect: "correct $schema, or name the metaschema's file by --reference URI=FILE"
    case .missingReference: "correct the reference, --pointer or what follows the # in --schema"
    default: "correct the schema, then run again"
    }
  }
}
