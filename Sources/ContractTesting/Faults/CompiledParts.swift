import JSONModel
import SchemaValidation

/// Compiled schemas, for whoever needs nearly all of a document's: what was compiled as a part of another schema is not
/// compiled again.
struct CompiledParts {
  private let schemas: ContractSchemas
  private var compiled: [Schema] = []
  /// By file and place: which of the compiled ones has it, and its number there.
  private var known: [[Int: (schema: Int, part: Int)]]
  private var failed: [ContractPlace: SchemaProblem] = [:]

  init(_ schemas: ContractSchemas, files: Int) {
    self.schemas = schemas
    known = Array(repeating: [:], count: files)
  }

  mutating func schema(at place: ContractPlace) -> Result<Schema, SchemaProblem> {
    if let (schema, part) = known[place.file][place.value.ordinal], let found = compiled[schema].part(part) {
      return .success(found)
    }
    if let problem = failed[place] { return .failure(problem) }
    let made = schemas.compile(place, .init(formats: .annotated))
    switch made {
    case .success(let schema):
      // The registry got the files in their order.
      for (number, part) in schema.parts.enumerated()
      where known.indices.contains(part.document) && known[part.document][part.node] == nil {
        known[part.document][part.node] = (compiled.count, number)
      }
      compiled.append(schema)
    case .failure(let problem): failed[place] = problem
    }
    return made
  }
}
