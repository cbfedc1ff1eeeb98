/// Bytes with placeholders, each of which stands for one or more other bytes.
struct Redacted {
  private let pieces: [ArraySlice<UInt8>]

  init(_ bytes: [UInt8]) {
    var pieces: [ArraySlice<UInt8>] = []
    var rest = bytes[...]
    let mark = Array("{{keygen.".utf8)
    while let start = rest.indices.first(where: { rest[$0] == mark[0] && rest[$0...].starts(with: mark) }),
      let end = rest[start...].indices.first(where: { rest[$0...].starts(with: "}}".utf8) })
    {
      pieces.append(rest[..<start])
      rest = rest[(end + 2)...]
    }
    self.pieces = pieces + [rest]
  }

  func fits(_ original: [UInt8]) -> Bool {
    guard pieces.count > 1 else { return Array(pieces[0]) == original }
    guard original.starts(with: pieces[0]) else { return false }
    var rest = original[pieces[0].count...].dropFirst()
    for piece in pieces.dropFirst().dropLast() {
      guard let start = rest.indices.first(where: { rest[$0...].starts(with: piece) }) else { return false }
      rest = rest[(start + piece.count)...].dropFirst()
    }
    return rest.count >= pieces[pieces.count - 1].count
      && rest.suffix(pieces[pieces.count - 1].count) == pieces[pieces.count - 1]
  }
}
