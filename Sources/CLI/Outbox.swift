import AWSTasks
import JSONModel
import Locking
import WorkflowEngine

/// Does tasks as other handlers do, and keeps the mails that were accepted: the parameters of their calls.
final class Outbox: TaskHandlers {
  private let inner: any TaskHandlers
  private let sent = Lock<[JSONValue]>([])

  init(_ inner: any TaskHandlers) { self.inner = inner }

  var mails: [JSONValue] { sent.withLock { $0 } }

  var resources: [String] { inner.resources }

  func knows(resource: String) -> Bool { inner.knows(resource: resource) }

  func problems(ofParameters parameters: JSONValue, for resource: String) -> [ParameterProblem] {
    inner.problems(ofParameters: parameters, for: resource)
  }

  func refusal(of call: TaskCall) -> String? { inner.refusal(of: call) }

  func perform(_ call: TaskCall) async -> TaskReport {
    let report = await inner.perform(call)
    if case .succeeded = report.result, call.resource == SESTask.resource {
      sent.withLock { $0.append(call.parameters) }
    }
    return report
  }
}
