import HTTPModel
import SchemaValidation

/// What was seen at one path, or of one webhook.
struct PathDraft: Sendable {
  private(set) var operations: [ContractDraft.Method: OperationDraft] = [:]
  /// In the order of the path.
  private(set) var parameters: [(name: String, evidence: SchemaEvidence)] = []

  /// Which header fields are described.
  struct Headers { let requests: HeaderFilter, responses: HeaderFilter }

  mutating func add(_ exchange: RecordedExchange, _ method: ContractDraft.Method, _ headers: Headers) {
    operations[method, default: OperationDraft()].add(exchange, headers)
  }

  mutating func add(parameters values: [(name: String, value: String)]) {
    for (name, value) in values {
      if let index = parameters.firstIndex(where: { $0.name == name }) {
        parameters[index].evidence.add(parameter: value)
      } else {
        var evidence = SchemaEvidence()
        evidence.add(parameter: value)
        parameters.append((name, evidence))
      }
    }
  }
}

/// What was seen of one operation.
struct OperationDraft: Sendable {
  private(set) var count = 0
  /// What recordings call it; nil where they don't, or not all the same.
  private(set) var id: String?
  /// By status.
  private(set) var responses: [Int: ResponseDraft] = [:]
  private var accepted = RequestDraft(), refused = RequestDraft()
  private var hasOtherID = false

  mutating func add(_ exchange: RecordedExchange, _ headers: PathDraft.Headers) {
    count += 1
    if let id = exchange.operation, !hasOtherID {
      hasOtherID = self.id != nil && self.id != id
      self.id = hasOtherID ? nil : id
    }
    if exchange.wasRefused {
      refused.add(exchange, headers.requests)
    } else {
      accepted.add(exchange, headers.requests)
    }
    if let answer = exchange.answer {
      responses[answer.status, default: ResponseDraft()].add(answer, headers.responses)
    }
  }

  /// What requests were. Those that were refused for what they were only count where there are no others.
  var request: RequestDraft { accepted.body.count == 0 ? refused : accepted }
  /// Of requests that do not count.
  var leftOut: Int { accepted.body.count == 0 ? 0 : refused.body.count }
}

/// What was seen of requests for one operation.
struct RequestDraft: Sendable {
  private(set) var query: [QueryDraft] = []
  private(set) var headers = HeadersDraft()
  private(set) var body = BodyDraft()

  /// Of parameters in a query.
  private static let maxParameters = 100
  /// In bytes.
  private static let maxNameLength = 200

  mutating func add(_ exchange: RecordedExchange, _ filter: HeaderFilter) {
    body.add(exchange.body)
    headers.add(exchange.headers, filter)
    var values: [String: [String]] = [:], order: [String] = []
    for item in exchange.url.target.queryItems {
      let name = String(decoding: item.decodedName, as: UTF8.self)
      guard !name.isEmpty, name.utf8.count <= RequestDraft.maxNameLength else { continue }
      if values[name] == nil { order.append(name) }
      values[name, default: []].append(String(decoding: item.decodedValue, as: UTF8.self))
    }
    for name in order {
      let index = query.firstIndex { $0.name == name }
      if index == nil, query.count >= RequestDraft.maxParameters { continue }
      if index == nil { query.append(QueryDraft(name: name)) }
      query[index ?? query.count - 1].add(values[name] ?? [])
    }
  }
}

/// What was seen of one parameter in a query.
struct QueryDraft: Sendable {
  let name: String
  /// In how many requests it was.
  private(set) var present = 0
  /// It was there more than once in a request.
  private(set) var isList = false
  private(set) var evidence = SchemaEvidence()

  init(name: String) { self.name = name }

  mutating func add(_ values: [String]) {
    present += 1
    if values.count > 1 { isList = true }
    for value in values { evidence.add(parameter: value) }
  }
}

/// What was seen of the answers with one status.
struct ResponseDraft: Sendable {
  private(set) var body = BodyDraft()
  private(set) var headers = HeadersDraft()

  mutating func add(_ answer: RecordedExchange.Answer, _ filter: HeaderFilter) {
    body.add(answer.body)
    headers.add(answer.headers, filter)
  }
}
