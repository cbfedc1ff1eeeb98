import AWSTasks
import HTTPModel
import JSONModel
import Locking
import PurchaseWorkflow
import RecordReplay
import TestSupport
import WorkflowEngine

/// A cassette's replayer and what was asked of it, for executions one after the other.
final class Session: Responder {
  private let replayer: Replayer
  private let change: @Sendable (Request, Int) -> Outcome?
  private let seen = Lock<[Request]>([])

  /// The last interaction of a sequence is repeated. `change` may answer a request itself; it is told how many requests
  /// with the same method and URL came before.
  init(_ cassette: String, change: @escaping @Sendable (Request, Int) -> Outcome? = { _, _ in nil }) throws {
    let locations = Locations(roots: [SharedFiles.root])
    let loaded = try Cassette(loading: "\(SharedFiles.root)/Cassettes/\(cassette)")
    replayer = Replayer(cassette: loaded, apis: try locations.apis(of: loaded), afterLast: .repeatLast)
    self.change = change
  }

  /// `POST api.keygen.sh`, in order.
  var requests: [String] { seen.withLock { $0.map { "\($0.method) \($0.origin.host)" } } }

  /// The texts of the mails that SES was asked to send, whether it did or not.
  var mails: [String] {
    seen.withLock { $0 }.filter { $0.origin.host.hasPrefix("email.") }.compactMap { request in
      guard case .bytes(let bytes) = request.body, let body = try? JSONValue(parsing: bytes) else { return nil }
      return body["Content"]?["Simple"]?["Body"]?["Text"]?["Data"]?.text
    }
  }

  func respond(to request: Request) -> Answer {
    let earlier = seen.withLock { seen in
      defer { seen.append(request) }
      return seen.count { $0.method == request.method && $0.url == request.url }
    }
    if let outcome = change(request, earlier) { return .now(outcome) }
    return replayer.respond(to: request)
  }

  func run(_ workflow: Workflow) async throws -> Execution {
    let connections = ConnectionTable(
      properties: try JSONValue(parsing: workflow.connections), secrets: SecretStore())
    let tasks = AWSTaskHandlers(via: self, connections: connections)
    let parsed = StateMachine.parse(try JSONDocument(parsing: workflow.definition), tasks: tasks)
    guard let machine = parsed.machine else { throw Unusable(problems: parsed.problems.map(\.description)) }
    var configuration = Runner.Configuration()
    configuration.name = workflow.executionName
    return await Runner(machine, tasks: tasks, configuration: configuration)
      .run(input: try JSONValue(parsing: workflow.event))
  }

  struct Unusable: Error { let problems: [String] }
}

extension Outcome {
  static func answer(_ status: Int, _ json: JSONValue = [:]) -> Outcome {
    .response(
      Response(
        status: status, reason: "Said", headers: [HeaderField("Content-Type", "application/json")],
        body: .bytes(json.bytes())))
  }
}

extension Request {
  var isMail: Bool { origin.host.hasPrefix("email.") }
  var isCreation: Bool { origin.host == "api.keygen.sh" && method == .post }
  var isLookUp: Bool { origin.host == "api.keygen.sh" && method == .get }
  var isCustomer: Bool { origin.host == "sandbox-api.paddle.com" }
}
