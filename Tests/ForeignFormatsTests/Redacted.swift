/// Bytes with texts in them that stand for one or more other bytes each.
struct Redacted {
  private let pieces: [ArraySlice<UInt8>]

  /// `texts` are those of the captures.
  init(_ bytes: [UInt8], _ texts: Set<String>) {
    var pieces: [ArraySlice<UInt8>] = []
    var start = 0, index = 0
    let marks = texts.map { Array($0.utf8) }
    while index < bytes.count {
      guard let mark = marks.first(where: { bytes[index...].starts(with: $0) }) else {
        index += 1
        continue
      }
      pieces.append(bytes[start..<index])
      index += mark.count
      start = index
    }
    self.pieces = pieces + [bytes[start...]]
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
