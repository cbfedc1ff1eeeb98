import HTTPModel

/// Which requests a fault is for, and which fault: `API[/METHOD[/PATH]][#N[-M]]:FAULT` or `API/OPERATION[#N[-M]]:FAULT`.
///
/// | part | what it says |
/// |---|---|
/// | `API` | the name of an API, or `*` for all |
/// | `/METHOD` | as on the request line, or `*` |
/// | `/PATH` | what follows the API's base path, without a query; a segment `{name}` stands for any one |
/// | `/OPERATION` | as the cassette's interactions name it, for a request whose method and path are those of one of them, or as the API's contract does (`operationId`) |
/// | `#N`, `#N-M`, `#N-` | of the requests that fit, in a session, only the Nth, from the Nth to the Mth, from the Nth on |
/// | `FAULT` | `reset[@BYTES]`, `timeout[@BYTES]`, `truncated@BYTES`, `refused`, `status=CODE[,retry-after=SECONDS]`, and with any of them or alone `latency=DURATION` |
///
/// With `@BYTES` the request is answered, and so much of the answer's body comes before the failure. Without it, and with
/// a status, the request reaches nobody: no interaction is used for it.
public struct FaultRule: Hashable, Sendable, CustomStringConvertible {
  /// As it was written.
  public let text: String
  /// Nil stands for all.
  public let api: String?
  /// Nil stands for all.
  let method: HTTPMethod?
  /// Segments, unescaped; nil in it stands for any one. Nil stands for all paths.
  let path: [[UInt8]?]?
  /// The name of an operation, instead of a method; nil where none is named. It has an API.
  public let operation: String?
  /// Of the requests that fit, from 1.
  let occurrences: ClosedRange<Int>
  public let fault: Fault

  init(
    _ text: String, api: String?, method: HTTPMethod?, path: [[UInt8]?]?, operation: String? = nil,
    occurrences: ClosedRange<Int>, fault: Fault
  ) {
    (self.text, self.api, self.method, self.path, self.operation) = (text, api, method, path, operation)
    (self.occurrences, self.fault) = (occurrences, fault)
  }

  public var description: String { text }

  /// Whether a request to this API, with this target behind its base path, is one of them. An API's name is nil where
  /// nobody knows the host. `isOperation` says whether it is the operation's of a name.
  func fits(
    _ method: HTTPMethod, api: String?, target: ArraySlice<UInt8>, isOperation: (String) -> Bool = { _ in false }
  ) -> Bool {
    if let wanted = self.api, wanted != api { return false }
    if let operation { return isOperation(operation) }
    if let wanted = self.method, wanted != method { return false }
    guard let path else { return true }
    let segments = FaultRule.segments(target.prefix { $0 != UInt8(ascii: "?") })
    return path.count == segments.count && zip(path, segments).allSatisfy { $0 == nil || $0 == $1 }
  }

  /// Of a path, unescaped; what stands before its first slash is none.
  static func segments(_ path: ArraySlice<UInt8>) -> [[UInt8]] {
    path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst()
      .map { PercentEncoding.decoded($0) }
  }
}
