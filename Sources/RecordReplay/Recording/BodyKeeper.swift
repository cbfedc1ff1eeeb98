import EventLoop
import Files
import HTTPModel
import Locking

/// What is kept of a body as it passes: in memory, or in a file where it is long and nothing that secrets are found in
/// by reading it. What can be kept neither way is dropped at once.
final class BodyKeeper: Sendable {
  enum Kept: Sendable {
    case bytes([UInt8])
    case file(SpooledBody)
    /// Why it is not.
    case nothing(String)
  }

  /// Makes the file for a long body.
  struct Storage: Sendable {
    let disk: EventLoop
    let open: @Sendable () throws(FileError) -> PendingFile
    /// In bytes.
    let maxBytes: Int
  }

  private struct State: Sendable {
    /// Not joined: an array that grows is held twice at times.
    var pieces: [[UInt8]] = []
    var count = 0
    var spool: BodySpool?
    var reason: String?
  }

  private let storage: Storage?
  /// `request` or `response`, for reasons.
  let message: String
  private let state = Lock(State())

  /// A longer body goes into a file.
  static let maxHeldBytes = 4 << 20

  /// `storage` is nil for what is never kept in a file. `length` is the announced one; `message` says of what it is the
  /// body.
  init(_ storage: Storage?, length: Int?, of message: String = "response") {
    (self.storage, self.message) = (storage, message)
    let limit = storage.map { max($0.maxBytes, BodyKeeper.maxHeldBytes) } ?? Recorder.maxBodyBytes
    if let length, length > limit { drop(tooLong(limit)) }
  }

  /// For a response; `isOpen` is false where nobody makes files.
  static func storage(_ storage: Storage?, for response: Response) -> Storage? {
    guard response.status == 200, !response.headers.contains("content-encoding") else { return nil }
    return self.storage(storage, for: response.mediaType)
  }

  /// Nil where a body of this type may hold places for secrets.
  static func storage(_ storage: Storage?, for type: MediaType?) -> Storage? {
    type?.isOpaque ?? false ? storage : nil
  }

  func take(_ chunk: [UInt8]) async {
    let (count, spool, isDropped) = state.withLock { state in
      state.count += chunk.count
      if state.reason == nil, state.spool == nil { state.pieces.append(chunk) }
      return (state.count, state.spool, state.reason != nil)
    }
    if isDropped { return }
    if let spool {
      if count > storage?.maxBytes ?? 0 { return drop(tooLong(storage?.maxBytes ?? 0)) }
      return await write([chunk], to: spool)
    }
    if count <= BodyKeeper.maxHeldBytes { return }
    if let storage, isBinary {
      await begin(storage)
    } else if count > Recorder.maxBodyBytes {
      drop(tooLong(Recorder.maxBodyBytes))
    }
  }

  func end() async -> Kept {
    let state = state.withLock { state in
      defer { state = State() }
      return state
    }
    if let reason = state.reason { return .nothing(reason) }
    if let spool = state.spool { return .file(await spool.finish()) }
    return .bytes(Array(state.pieces.joined()))
  }

  /// What came of one that broke off; nil where it went into a file, which is of no use then.
  func part() -> [UInt8]? {
    state.withLock { state in
      defer { state = State() }
      return state.spool == nil && state.reason == nil ? Array(state.pieces.joined()) : nil
    }
  }

  private func begin(_ storage: Storage) async {
    let opened = await storage.disk.run { () -> Result<BodySpool, FileError> in
      do throws(FileError) { return .success(BodySpool(try storage.open(), on: storage.disk)) } catch {
        return .failure(error)
      }
    }
    switch opened {
    case .failure(let error): drop("the \(message)'s body cannot be kept: \(error)")
    case .success(let spool):
      let pieces = state.withLock { state in
        defer { (state.pieces, state.spool) = ([], spool) }
        return state.pieces
      }
      await write(pieces, to: spool)
    }
  }

  private func write(_ pieces: [[UInt8]], to spool: BodySpool) async {
    for piece in pieces {
      if let error = await spool.append(piece) { return drop("the \(message)'s body cannot be kept: \(error)") }
    }
  }

  private func drop(_ reason: String) {
    state.withLock { state in
      (state.pieces, state.spool) = ([], nil)
      if state.reason == nil { state.reason = reason }
    }
  }

  /// What is text whatever its type says could hold secrets that only reading it finds.
  private var isBinary: Bool {
    state.withLock { state in !StoredBody.isText(Array(state.pieces.joined().prefix(1 << 16).dropLast(3))) }
  }

  private func tooLong(_ limit: Int) -> String { "the \(message)'s body exceeds \(limit >> 20) MiB" }
}

extension MediaType {
  /// Whether its content has no places that secrets stand in: pictures, sound, archives, programs.
  fileprivate var isOpaque: Bool {
    if ["image", "audio", "video", "font", "model"].contains(type) { return !subtype.hasSuffix("xml") }
    guard type == "application" || type == "binary" else { return false }
    let texts = ["json", "xml", "javascript", "yaml", "csv", "sql", "urlencoded", "text", "script", "ndjson", "jsonl"]
    return !texts.contains { subtype.hasSuffix($0) }
  }
}
