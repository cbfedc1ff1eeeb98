public import HTTPModel
import JSONModel
import SchemaValidation

/// An OpenAPI 3.0 or 3.1 document, in JSON or YAML, in one file or many, ready to verify requests, responses and webhooks.
///
/// Loading reads what there is; schemas and operations are looked into when they are first needed. References that lead
/// nowhere, schemas that are none and other faults do not stop it: what runs through them is never verified, which is a
/// finding each time, and `faults` lists them all.
public struct Contract: Sendable {
  let storage: Storage

  /// Shared by copies: it caches.
  final class Storage: Sendable {
    let api: String?
    let files: ContractFiles
    let paths: ContractPaths
    let schemas: ContractSchemas
    let operations = OperationCache()
    let isVersion30: Bool

    init(_ api: String?, _ files: ContractFiles, isVersion30: Bool) {
      let registry = ContractSchemas.registry(files, dialect: isVersion30 ? .openAPI30 : .openAPI31)
      var files = files
      files.identify(by: registry)
      (self.api, self.files, self.isVersion30) = (api, files, isVersion30)
      paths = ContractPaths(files)
      schemas = ContractSchemas(files, registry)
    }
  }

  /// - Parameters:
  ///   - file: the first file's name, without a folder.
  ///   - folder: how users name its folder, with a slash at the end; only places in messages show it.
  ///   - api: the API's name, for findings.
  ///   - cache: keeps what YAML files were parsed to.
  ///   - read: gives a file by its path relative to the first one's folder, which may begin with `../`; throws where there
  ///     is none. It is called for every file that references name, and nothing is ever fetched.
  public init(
    _ file: String, in folder: String = "", api: String? = nil, cache: ContractCache? = nil,
    read: (String) throws -> [UInt8]
  ) throws(ContractError) {
    let files = try ContractFiles(file, folder: folder, cache: cache, read: read)
    let root = files.files[0].document.root
    guard let version = root["openapi"] else { throw ContractError(.notOpenAPI, at: root.place) }
    let text = version.string ?? String(decoding: version.sourceBytes, as: UTF8.self)
    let isVersion30 = text == "3.0" || text.utf8.starts(with: "3.0.".utf8)
    guard isVersion30 || text == "3.1" || text.utf8.starts(with: "3.1.".utf8) else {
      throw ContractError(.unknownVersion(text), at: version.place)
    }
    storage = Storage(api, files, isVersion30: isVersion30)
  }

  /// Of one file.
  public init(parsing bytes: [UInt8], named file: String = "openapi.yaml", api: String? = nil) throws(ContractError) {
    try self.init(file, api: api) { path in
      if path == file { return bytes }
      throw ContractError(.unreadable("only \(file) is given"), at: SourcePlace(file: path))
    }
  }

  public var api: String? { storage.api }

  /// Methods and paths as the document writes them, in its order.
  public var operations: [(method: HTTPMethod, path: String)] {
    storage.paths.paths.flatMap { path in path.operations.map { ($0.method, path.name) } }
  }

  /// Names of webhooks, in the document's order.
  public var webhooks: [String] { storage.paths.webhooks.map(\.name) }
}
