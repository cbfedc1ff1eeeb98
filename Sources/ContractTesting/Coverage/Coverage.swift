public import HTTPModel
import JSONModel
import SchemaValidation

/// What exchanges and webhooks exercise of a contract, to be held against all that it promises.
///
/// What breaks the contract covers nothing at the place where it breaks it: a value that is not of the field's type
/// does not cover the field, and one that no branch of a union takes covers no branch.
public struct Coverage: Sendable {
  /// The bodies that an operation has in one place, of whatever media type, or a parameter's values.
  struct Payload: Hashable, Sendable {
    /// By its name, such as `GET /customers` or `webhook transaction.completed`.
    let operation: String
    /// `request`, `response 200`, `query parameter status`.
    let part: String
  }

  /// What a payload covers.
  struct Mark: Hashable, Sendable {
    enum Aspect: Hashable, Sendable {
      /// A value is there.
      case value
      case null
      /// By the positions in the spot's outline.
      case listed(Int)
      case branch(union: Int, Int)
    }

    let spot: Int
    let aspect: Aspect
  }

  let contract: Contract
  var spots: SchemaSpots
  /// Operations and webhooks, by their names.
  var exercised: Set<String> = []
  /// Statuses, media types and parameters of operations.
  var named: [String: Set<Named>] = [:]
  var marks: [Payload: Set<Mark>] = [:]
  /// Whether a payload was too large to be looked at as a whole.
  var isTruncated = false
  /// The most values in all that is held against branches of unions in one payload.
  var maxTried = 5_000_000

  /// What an operation promises by name, and what of it was there.
  enum Named: Hashable, Sendable {
    case status(String)
    case mediaType(String, of: String)
    /// One of a media type, whether it is as it must be or not.
    case body(String, of: String)
    case parameter(String, Parameter.Location)
  }

  public init(_ contract: Contract) { (self.contract, spots) = (contract, SchemaSpots(contract)) }

  /// Adds what another one covers of the same contract.
  public mutating func merge(_ other: Coverage) {
    exercised.formUnion(other.exercised)
    named.merge(other.named) { $0.union($1) }
    isTruncated = isTruncated || other.isTruncated
    for (payload, marks) in other.marks {
      var all = self.marks[payload] ?? []
      for mark in marks {
        // The other one's spots have numbers of their own.
        guard let spot = spots.spot(other.spots.keys[mark.spot]) else { continue }
        all.insert(Mark(spot: spot, aspect: mark.aspect))
      }
      self.marks[payload] = all
    }
  }

  /// Adds a request and what came of it. Bodies must be whole, their content codings undone; streams cover nothing.
  public mutating func add(_ exchange: Exchange) {
    guard case .success(let candidates) = contract.operation(for: exchange.request),
      let candidate = contract.closest(candidates, to: exchange)
    else { return }
    let operation = candidate.operation
    exercised.insert(operation.name)
    addParameters(exchange.request, candidate)
    if case .bytes(let bytes) = exchange.request.body, let body = operation.body {
      add(bytes, exchange.request.headers, body.content, of: operation.name, "request", .write)
    }
    guard case .response(let response) = exchange.outcome,
      let (status, described) = operation.response(for: response.status), described.broken == nil
    else { return }
    named[operation.name, default: []].insert(.status(status))
    guard case .bytes(let bytes) = response.body,
      Response.hasBody(status: response.status, to: exchange.request.method)
    else { return }
    add(bytes, response.headers, described.content, of: operation.name, "response \(status)", .read)
  }

  /// Adds what a provider sent to a webhook. Without `event` the body tells which one it is, as in `Contract.verify`.
  public mutating func add(
    webhook body: [UInt8], event: String? = nil,
    headers: HeaderFields = [HeaderField("Content-Type", "application/json")]
  ) {
    let document = try? JSONDocument(parsing: body)
    guard event != nil || document != nil, let path = contract.webhook(event, document),
      let operation = contract.operation(ofWebhook: path)
    else { return }
    exercised.insert(operation.name)
    guard let content = operation.body?.content else { return }
    add(body, headers, content, of: operation.name, "request", .read)
  }
}

extension Contract {
  /// Nil where its description leads nowhere.
  func operation(ofWebhook path: ContractPaths.Path) -> ContractOperation? {
    guard let place = (path.operations.first { $0.method == .post } ?? path.operations.first)?.place else { return nil }
    return try? storage.operations.operation(
      "webhook \(path.name)", place, of: path.items, isWebhook: true, storage.files)
  }

  /// The candidate that an exchange breaks least.
  fileprivate func closest(_ candidates: [Candidate], to exchange: Exchange) -> Candidate? {
    if candidates.count < 2 { return candidates.first }
    let options = Verification()
    func count(_ candidate: Candidate) -> Int {
      let sent = findings(exchange.request, candidate.operation, candidate.values, options).count
      guard case .response(let response) = exchange.outcome else { return sent }
      return sent + findings(response, to: exchange.request.method, candidate.operation, options).count
    }
    return candidates.map { ($0, count($0)) }.min { $0.1 < $1.1 }?.0
  }
}
