import JSONModel
import QueryLanguages

/// Keeps account of what an execution reads of its responses.
///
/// An object, so that the evaluation of an expression can write into it. It belongs to one run and stays in its task.
final class ReadLog {
  /// What the next read is noted once for.
  private struct Key: Hashable {
    let response: Int
    let read: Read
  }

  private(set) var responses: [ResponseReads] = []
  private var seen: Set<Key> = []

  /// A machine that reads more different places than this is told no more of them.
  static let maxReads = 100_000

  /// A number for a task's response. Nil where none came.
  func open(state: String, attempt: Int, report: TaskReport) -> Int? {
    if let exchange = report.exchange {
      guard exchange.status != nil else { return nil }
    } else {
      guard case .succeeded = report.result else { return nil }
    }
    responses.append(ResponseReads(state: state, attempt: attempt, exchange: report.exchange))
    return responses.count - 1
  }

  /// Of the result of a task that succeeded.
  static func result(of response: Int, form: TaskReport.ResultForm) -> ReadOrigin {
    switch form {
    case .body: .part(response: response, JSONPointer(tokens: ["body"]))
    case .response:
      .object(
        [("Headers", "headers"), ("ResponseBody", "body"), ("StatusCode", "status"), ("StatusText", "reason")]
          .reduce(into: [:]) { members, names in
            members[JSONString(names.0)] = .part(response: response, JSONPointer(tokens: [names.1]))
          })
    }
  }

  /// `{Error, Cause}` of an HTTP Task that got a status it fails on.
  static func failure(of response: Int) -> ReadOrigin {
    .object([
      JSONString("Error"): .part(response: response, JSONPointer(tokens: ["status"])),
      JSONString("Cause"): .part(response: response, JSONPointer(tokens: ["reason"])),
    ])
  }

  func note(_ provenance: ReadOrigin, _ use: Read.Use, state: String, field: String?) {
    for part in provenance.parts {
      let read = Read(pointer: part.pointer, state: state, field: field, use: use)
      guard seen.count < ReadLog.maxReads, seen.insert(Key(response: part.response, read: read)).inserted else {
        continue
      }
      responses[part.response].reads.append(read)
    }
  }
}
