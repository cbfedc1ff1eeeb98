import HTTPModel

/// A response body as a task takes it.
enum TaskBody {
  case whole([UInt8])
  case tooLong
  case failed(TransportFailure)

  /// Reads to the end, and keeps no more than `limit` bytes.
  static func read(_ body: Body, keeping limit: Int) async -> TaskBody {
    switch body {
    case .bytes(let bytes): return bytes.count > limit ? .tooLong : .whole(bytes)
    case .stream(let source, _):
      var kept: [UInt8] = []
      var isTooLong = false
      while true {
        switch await source.next() {
        case .chunk(let bytes):
          isTooLong = isTooLong || kept.count + bytes.count > limit
          if isTooLong { kept = [] } else { kept += bytes }
        case .end: return isTooLong ? .tooLong : .whole(kept)
        case .failure(let failure): return .failed(failure)
        }
      }
    }
  }
}
