public import JSONModel

/// The documents that references in schemas may lead to, by their URIs. The metaschemas that JSON Schema and OpenAPI
/// publish need not be given.
///
/// Documents may be added in any order; one that another's `$schema` names too.
public struct SchemaRegistry: Sendable {
  private(set) var index = SchemaIndex()
  private var waiting: [Entry] = []

  private struct Entry: Sendable {
    let document: JSONDocument
    let uri: String
    let dialect: SchemaDialect
  }

  public init() {}

  /// `dialect` is for a document that says none. Where this throws the registry is as it was.
  public mutating func add(
    _ document: JSONDocument, uri: String, dialect: SchemaDialect = .draft2020
  ) throws(SchemaProblem) {
    let before = self
    waiting.append(Entry(document: document, uri: uri, dialect: dialect))
    do throws(SchemaProblem) {
      _ = try settle()
    } catch {
      self = before
      throw error
    }
  }

  /// The URIs of the documents, as they were given.
  public var uris: [String] { index.documents.compactMap(\.uri) + waiting.map(\.uri) }

  /// Takes in what is waiting; what names a dialect that isn't there yet goes on waiting. The first such problem.
  private mutating func settle() throws(SchemaProblem) -> SchemaProblem? {
    var problem: SchemaProblem?
    var isNew = true
    while isNew {
      isNew = false
      problem = nil
      let entries = waiting
      waiting = []
      for entry in entries {
        let before = index
        do throws(SchemaProblem) {
          _ = try index.add(entry.document.root, uri: entry.uri, dialect: entry.dialect)
          isNew = true
        } catch {
          index = before
          guard case .unknownDialect = error.kind else { throw error }
          problem = problem ?? error
          waiting.append(entry)
        }
      }
      if waiting.isEmpty { return nil }
    }
    return problem
  }

  func complete() throws(SchemaProblem) -> SchemaIndex {
    guard waiting.isEmpty else {
      var copy = self
      if let problem = try copy.settle() { throw problem }
      return copy.index
    }
    return index
  }
}
