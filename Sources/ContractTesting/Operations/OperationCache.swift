import Locking

/// Operations that were looked into.
final class OperationCache: Sendable {
  private let known = Lock<[ContractPlace: ContractOperation]>([:])

  /// `place` is the operation's object in its path; it may be a reference.
  func operation(
    _ name: String, _ place: ContractPlace, of items: [ContractPlace], isWebhook: Bool = false, _ files: ContractFiles
  ) throws(BrokenReference) -> ContractOperation {
    if let operation = known.withLock({ $0[place] }) { return operation }
    let operation = ContractOperation(name, try files.resolved(place), of: items, isWebhook: isWebhook, files)
    known.withLock { $0[place] = operation }
    return operation
  }
}
