import JSONModel
import Locking
import SchemaValidation

/// A contract's schemas, each compiled when it is first needed.
final class ContractSchemas: Sendable {
  /// What a compiled schema is for.
  struct Use: Hashable, Sendable {
    /// Nil where `readOnly` and `writeOnly` only say something, as for a document's own examples.
    var direction: SchemaOptions.Direction?
    var formats = SchemaOptions.Formats.noted
  }

  private struct Key: Hashable {
    let place: ContractPlace
    let use: Use
  }

  private let files: ContractFiles
  private let registry: Result<SchemaRegistry, SchemaProblem>
  private let compiled = Lock<[Key: Result<Schema, SchemaProblem>]>([:])

  init(_ files: ContractFiles, _ registry: Result<SchemaRegistry, SchemaProblem>) {
    (self.files, self.registry) = (files, registry)
  }

  static func registry(_ files: ContractFiles, dialect: SchemaDialect) -> Result<SchemaRegistry, SchemaProblem> {
    var registry = SchemaRegistry()
    do throws(SchemaProblem) {
      for file in files.files { try registry.add(file.document, uri: file.uri, dialect: dialect) }
      return .success(registry)
    } catch {
      return .failure(error)
    }
  }

  /// Compiled once; two that ask at the same time may both compile it.
  func schema(at place: ContractPlace, for use: Use) throws(SchemaProblem) -> Schema {
    let key = Key(place: place, use: use)
    if let known = compiled.withLock({ $0[key] }) { return try known.get() }
    let made = compile(place, use)
    compiled.withLock { $0[key] = made }
    return try made.get()
  }

  /// For those who need it once.
  func compile(_ place: ContractPlace, _ use: Use) -> Result<Schema, SchemaProblem> {
    var options = SchemaOptions()
    (options.direction, options.formats, options.references) = (use.direction, use.formats, .mayLeadNowhere)
    do throws(SchemaProblem) {
      return .success(
        try Schema.compile(
          at: place.value, ofDocument: files.files[place.file].uri, in: try registry.get(), options: options))
    } catch {
      return .failure(error)
    }
  }
}
