import HTTPModel
import JSONModel

/// A contract's paths and webhooks with their methods. What is in an operation is read when it is first needed.
struct ContractPaths: Sendable {
  struct Path: Sendable {
    /// As written.
    let name: String
    /// The Path Item as it stands in its list, then what its reference leads to: what is beside a reference counts too
    /// (OpenAPI 3.1, section 4.8.9.1).
    let items: [ContractPlace]
    let operations: [(method: HTTPMethod, place: ContractPlace)]
    /// Of the last one, for messages.
    var place: SourcePlace { items[items.count - 1].value.place }
    /// The same number for paths that differ in the names of their variables only, and behind `#`.
    let shape: Int
  }

  private(set) var paths: [Path] = []
  private(set) var webhooks: [Path] = []
  private(set) var table = PathTable()

  static let methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]

  init(_ files: ContractFiles) {
    let root = ContractPlace(file: 0, value: files.files[0].document.root)
    let servers = root["servers"]
    var shapes: [[[PathTemplate.Part]]: Int] = [:]
    for (name, element) in root["paths"]?.fields ?? [] {
      let template = PathTemplate(name), parts = template.segments.map(\.shape)
      let shape = shapes[parts] ?? shapes.count
      guard let path = ContractPaths.path(name, element, shape, files) else { continue }
      shapes[parts] = shape
      var bases = ServerPaths.templates(path.items.lazy.compactMap { $0["servers"] }.first ?? servers)
      for (_, place) in path.operations {
        guard let own = (try? files.resolved(place))?["servers"] else { continue }
        for base in ServerPaths.templates(own) where !bases.contains(base) { bases.append(base) }
      }
      for base in bases { table.add(paths.count, template.after(base)) }
      paths.append(path)
    }
    let hooks = root["webhooks"] ?? root["x-webhooks"]
    for (name, element) in hooks?.members ?? [] {
      if let path = ContractPaths.path(name, element, 0, files) { webhooks.append(path) }
    }
  }

  private static func path(
    _ name: String, _ element: ContractPlace, _ shape: Int, _ files: ContractFiles
  ) -> Path? {
    guard let items = try? files.chain(from: element), items.last?.value.kind == .object else { return nil }
    var operations: [(method: HTTPMethod, place: ContractPlace)] = []
    for (name, place) in items.flatMap(\.members) where methods.contains(name) {
      let method = HTTPMethod(rawValue: name.uppercased())
      if !operations.contains(where: { $0.method == method }) { operations.append((method, place)) }
    }
    return Path(name: name, items: items, operations: operations, shape: shape)
  }

  /// The paths that a request's fits, the most specific first; of those with one template the ones without `#` first.
  func matches(_ path: ArraySlice<UInt8>) -> [PathTable.Match] { table.matches(path) }
}
