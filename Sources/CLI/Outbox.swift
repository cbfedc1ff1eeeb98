import Locking
import WorkflowEngine

/// Does tasks as another table of tasks does, and keeps the mails that were accepted.
final class Outbox: Tasks {
  private let inner: any Tasks
  private let sent = Lock<[Mail]>([])

  init(_ inner: any Tasks) { self.inner = inner }

  var mails: [Mail] { sent.withLock { $0 } }

  func knows(resource: String) -> Bool { inner.knows(resource: resource) }

  func perform(_ call: TaskCall) async -> TaskReport {
    let report = await inner.perform(call)
    if case .succeeded = report.result, call.resource == SESTask.resource, let mail = Mail(parameters: call.parameters)
    {
      sent.withLock { $0.append(mail) }
    }
    return report
  }
}
