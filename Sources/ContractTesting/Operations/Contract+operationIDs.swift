public import HTTPModel
import JSONModel

extension Contract {
  /// What `operationId` names, in the document's order.
  public var operationIDs: [String] {
    storage.paths.paths.flatMap { path in
      path.operations.compactMap { operation in
        (try? storage.files.resolved(operation.place))?["operationId"]?.value.string
      }
    }
  }

  /// Of the operation that the request's method and path name; several where it could be any of some.
  public func operationIDs(for request: Request) -> [String] {
    let candidates = (try? operation(for: request).get()) ?? []
    return candidates.compactMap { $0.operation.place["operationId"]?.value.string }
  }
}
