public import HTTPModel
import JSONModel
public import WorkflowEngine

/// The task `arn:aws:states:::http:invoke`: calls a third party's API as AWS Step Functions does, down to header names,
/// encodings, limits and the names and causes of errors.
public struct HTTPTask: Sendable {
  public static let resource = "arn:aws:states:::http:invoke"
  /// 262144, the most that a response body may have.
  public static let maxBodyBytes = 262_144
  /// A request that takes longer has failed, whatever the state's `TimeoutSeconds`.
  public static let timeLimit = Duration.seconds(60)

  let responder: any Responder
  let connections: ConnectionTable
  let region: String
  let tokens: OAuthTokens
  let authorizations = ConnectionAuthorizations()

  /// `responder` decides what the network is: a live client, a recorder, a replayer. OAuth connections get their tokens
  /// through it, too.
  public init(via responder: any Responder, connections: ConnectionTable, region: String = "us-east-1") {
    self.responder = responder
    self.connections = connections
    self.region = region
    tokens = OAuthTokens(via: responder)
  }

  /// Makes the call's request once, if its parameters and its connection allow it.
  public func perform(_ call: TaskCall) async -> TaskReport {
    do throws(HTTPTaskFailure) {
      let task = try HTTPTaskRequest(call)
      guard let connection = connections[task.connectionARN] else {
        throw HTTPTaskFailure(
          .connectionNotFound, "The connection resource '\(task.connectionARN)' was not found.")
      }
      try authorizations.check(task.connectionARN)
      let exchange = TaskExchange(method: task.method.rawValue, url: task.shownURL(connection))
      guard case .oauth(let client) = connection.authorization else {
        let request = try task.request(connection, region: region)
        let report = await send(request, exchange, SecretMask(connection))
        if let status = HTTPTask.refusal(report) {
          authorizations.lose(task.connectionARN, "\(exchange.method) \(exchange.url) gave: status \(status)")
        }
        return report
      }
      // What can't be sent is found out before a token is asked for.
      _ = try task.request(connection, region: region)
      let token = try await tokens.token(client, of: task.connectionARN, at: call.time, authorizations)
      let request = try task.request(connection, token: token, region: region)
      let report = await send(request, exchange, SecretMask(connection, token: token))
      // EventBridge tries a new token before it gives an OAuth connection up.
      if HTTPTask.refusal(report) != nil { tokens.forget(token, of: task.connectionARN) }
      return report
    } catch {
      return TaskReport(.failed(error.name, cause: error.cause))
    }
  }

  /// The status with which a server refuses the connection's credentials.
  private static func refusal(_ report: TaskReport) -> Int? {
    report.exchange?.status.flatMap { [401, 407].contains($0) ? $0 : nil }
  }

  private func send(_ request: Request, _ exchange: TaskExchange, _ mask: SecretMask) async -> TaskReport {
    var exchange = exchange
    switch await responder.respond(to: request).outcome {
    case .miss(let miss): return TaskReport(.missed(mask.masked(miss, url: exchange.url)), exchange: exchange)
    case .failure(let failure):
      exchange.interaction = failure.replayedFrom
      return failed(.socket(failure.kind), after: failure.timing.total, exchange)
    case .response(let response):
      exchange.status = response.status
      exchange.responseMediaType = response.mediaType?.essence
      exchange.interaction = response.replayedFrom
      let total = response.timing.total
      // The body is read to its end even where nobody wants it: a recorder below keeps what passes.
      let body = await TaskBody.read(response.body, keeping: HTTPTask.maxBodyBytes)
      if let total, total > HTTPTask.timeLimit { return failed(.socket(.timeout), after: total, exchange) }
      do throws(HTTPTaskFailure) {
        let output = try self.output(response, body, request.method)
        return TaskReport(.succeeded(output), took: total ?? .zero, exchange: exchange, form: .response)
      } catch {
        return failed(error, after: total, exchange)
      }
    }
  }

  private func output(_ response: Response, _ body: TaskBody, _ method: HTTPMethod) throws(HTTPTaskFailure) -> JSONValue
  {
    guard (200..<300).contains(response.status) else {
      throw HTTPTaskFailure(.httpStatus(response.status), response.reason.isEmpty ? nil : response.reason)
    }
    switch body {
    case .failed(let failure): throw .socket(failure.kind)
    case .tooLong:
      throw HTTPTaskFailure(
        .dataLimitExceeded, "The response body is longer than the maximum of \(HTTPTask.maxBodyBytes) bytes")
    case .whole(let bytes): return try HTTPTaskResponse.output(response, body: bytes, method: method)
    }
  }

  private func failed(_ failure: HTTPTaskFailure, after total: Duration?, _ exchange: TaskExchange) -> TaskReport {
    let took = min(total ?? .zero, HTTPTask.timeLimit)
    return TaskReport(.failed(failure.name, cause: failure.cause), took: took, exchange: exchange)
  }
}

extension ErrorName {
  static let connectionNotFound = ErrorName(rawValue: "Events.ConnectionResource.ResourceNotFound")
}
