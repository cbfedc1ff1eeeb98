import HTTPModel
import Hashing
import Locking

/// The body of a request that is too long to be collected: it goes on as it comes, and is kept as it passes.
final class LongUpload: Sendable {
  /// What is kept of it.
  struct Taken: Sendable {
    /// Empty where it is in a file.
    let bytes: [UInt8]
    let spooled: SpooledBody?

    /// The request as it is compared with recorded ones.
    func compared(_ request: Request) -> Request {
      let digest = spooled?.digest ?? "sha-256=" + Base64.encode(Digest.sha256.hash(bytes))
      var request = request
      request.body = .bytes(LongBody.standIn(length: spooled?.length ?? bytes.count, digest: digest))
      return request
    }
  }

  /// Why it is not kept.
  struct Loss: Error {
    let reason: String
  }

  private let ending = Lock<RecordedBody.Ending?>(nil)

  /// Puts itself in the place of the body. Nil where that is no stream.
  init?(of request: inout Request, into storage: BodyKeeper.Storage) {
    guard case .stream(let source, let length) = request.body else { return nil }
    let isCoded = request.headers.contains("content-encoding")
    let type = request.headers.first("content-type").flatMap { MediaType($0) }
    let keeper = BodyKeeper(BodyKeeper.storage(isCoded ? nil : storage, for: type), length: length, of: "request")
    let ending = ending
    request.body = .stream(
      RecordedBody(source, length: length, keeper: keeper) { end in ending.withLock { $0 = end } }, length: length)
  }

  /// What came of it by now.
  var taken: Result<Taken, Loss> {
    switch ending.withLock(\.self) {
    case .whole(let bytes, _): .success(Taken(bytes: bytes, spooled: nil))
    case .long(let spooled, _): .success(Taken(bytes: [], spooled: spooled))
    case .dropped(let reason): .failure(Loss(reason: reason))
    case .failure(let failure, _): .failure(Loss(reason: "the request's body broke off (\(failure.kind.rawValue))"))
    case .abandoned, nil: .failure(Loss(reason: "the answer came before the request's body was whole"))
    }
  }
}
