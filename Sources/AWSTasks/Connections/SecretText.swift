/// A text of a connection, cut at the dynamic references to secrets in it. `env:NAME` and `file:PATH` are text here, as
/// on AWS: a template must not choose what is read of the machine that runs it.
struct SecretText: Sendable {
  enum Segment: Hashable, Sendable {
    case literal(String)
    case reference(SecretReference)
    /// A dynamic reference that is not to Secrets Manager, without its braces.
    case unknown(String)
  }

  let pieces: [Segment]

  init(_ text: String) {
    var pieces: [Segment] = []
    var rest = Array(text.utf8)[...]
    let open = Array("{{resolve:".utf8), close = Array("}}".utf8)
    while let start = SecretText.index(of: open, in: rest), let end = SecretText.index(of: close, in: rest[start...]) {
      if start > rest.startIndex { pieces.append(.literal(String(decoding: rest[..<start], as: UTF8.self))) }
      let inner = rest[(start + 2)..<end]
      let reference = SecretReference(dynamic: inner)
      pieces.append(reference.map(Segment.reference) ?? .unknown(String(decoding: inner, as: UTF8.self)))
      rest = rest[(end + 2)...]
    }
    if !rest.isEmpty { pieces.append(.literal(String(decoding: rest, as: UTF8.self))) }
    self.pieces = pieces
  }

  private static func index(of pattern: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= pattern.count else { return nil }
    return (bytes.startIndex...(bytes.endIndex - pattern.count)).first { bytes[$0...].starts(with: pattern) }
  }
}
