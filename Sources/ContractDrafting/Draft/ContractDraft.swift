import HTTPModel
import SchemaValidation

/// What recorded exchanges say about an API, grouped as a contract has it.
public struct ContractDraft: Sendable {
  /// In the order in which they came.
  private(set) var servers: [String] = []
  /// By path.
  private(set) var paths: [String: PathDraft] = [:]
  /// By event type.
  private(set) var webhooks: [String: PathDraft] = [:]
  /// What no contract can hold, a sentence each.
  public private(set) var notes: [String] = []
  /// Of exchanges.
  public private(set) var count = 0
  /// Of exchanges that were written or changed by hand.
  private(set) var unrecorded: Int
  private(set) var title: String

  /// - Parameters:
  ///   - title: of the contract.
  ///   - contract: a contract that is there already: its paths are used where they fit.
  ///   - templates: paths whose parameters somebody else knows: `/v1/orders/{order}`.
  ///   - passedOver: names of header fields, in lower case, that are not described: those that HTTP itself defines, and
  ///     what clients and proxies add; a name may end with `*`.
  public init(
    _ exchanges: [RecordedExchange], title: String, extending contract: ExistingContract? = nil,
    templates: [String] = [],
    passingOver passedOver: (requests: [String], responses: [String]) = ([], [])
  ) {
    self.title = title
    unrecorded = exchanges.count { !$0.isRecorded }
    let bases = contract?.basePaths ?? []
    var finder = PathTemplates(known: (contract?.paths ?? []).map(PathTemplate.init) + templates.map(PathTemplate.init))
    let outbound = exchanges.filter { !$0.isWebhook }
    let segments = outbound.map { ContractDraft.segments($0, bases) }
    var byOperation: [String: [[String]]] = [:]
    for (exchange, path) in zip(outbound, segments) {
      if let operation = exchange.operation { byOperation["\(exchange.method) \(operation)", default: []].append(path) }
    }
    for (operation, paths) in byOperation { finder.learn(paths, of: operation) }
    let headers = PathDraft.Headers(
      requests: HeaderFilter(passingOver: passedOver.requests),
      responses: HeaderFilter(passingOver: passedOver.responses))
    for (exchange, path) in zip(outbound, segments) {
      let operation = exchange.operation.map { "\(exchange.method) \($0)" }
      add(exchange, path, finder.template(path, operation: operation), headers)
    }
    for exchange in exchanges where exchange.isWebhook {
      count += 1
      let said = exchange.event.flatMap { $0.utf8.count <= ContractDraft.maxEventLength ? $0 : nil }
      let name =
        said
        ?? exchange.url.target.path.split(separator: UInt8(ascii: "/")).last.map {
          ServerPath.decoded(String(decoding: $0, as: UTF8.self))
        }
      guard let method = Method(exchange.method) else { continue }
      webhooks[name ?? "webhook", default: PathDraft()].add(
        exchange, method, PathDraft.Headers(requests: headers.requests, responses: .nothing))
    }
  }

  private mutating func add(
    _ exchange: RecordedExchange, _ path: [String], _ template: PathTemplate, _ headers: PathDraft.Headers
  ) {
    count += 1
    if !servers.contains(exchange.server) { servers.append(exchange.server) }
    guard let method = Method(exchange.method) else {
      note("\(exchange.method): OpenAPI 3.1 has no place for this method; the exchanges are left out")
      return
    }
    let text = template.text
    guard text.utf8.count <= ContractDraft.maxPathLength else {
      note("a path has more than \(ContractDraft.maxPathLength) bytes; its exchanges are left out")
      return
    }
    paths[text, default: PathDraft()].add(exchange, method, headers)
    paths[text]?.add(parameters: template.values(in: path))
  }

  /// In bytes. YAML has a limit for keys in one line.
  private static let maxPathLength = 800, maxEventLength = 200

  private mutating func note(_ text: String) { if !notes.contains(text) { notes.append(text) } }

  /// Behind the base path that a contract has, or else the exchange says.
  private static func segments(_ exchange: RecordedExchange, _ bases: [String]) -> [String] {
    let path = exchange.url.target.path
    for base in bases + [ServerPath.path(ofServer: exchange.server), ""] {
      if let segments = ServerPath.segments(path, behind: base) { return segments }
    }
    return []
  }

  /// The methods of a path item, in the order in which they are written.
  enum Method: String, CaseIterable, Hashable, Sendable {
    case get, put, post, delete, options, head, patch, trace

    init?(_ method: HTTPMethod) {
      guard method.rawValue == method.rawValue.uppercased() else { return nil }
      self.init(rawValue: method.rawValue.lowercased())
    }
  }
}
