import HTTPModel

/// A stored text with placeholders inside, as what it stands for: at least one byte, whatever it is, in the place of each.
struct PlaceholderPattern {
  /// What stands between the placeholders; one more than those.
  private let pieces: [[UInt8]]

  /// Nil where no placeholder of this API stands in the text.
  init?(_ text: [UInt8], api: String) {
    let begin = Array("{{\(api).".utf8)
    var pieces: [[UInt8]] = []
    var start = 0
    var next = 0
    while let open = text[next...].firstIndex(of: begin) {
      let name = text[(open + begin.count)...].prefix { PlaceholderPattern.isNameByte($0) }
      let end = name.endIndex
      guard text[end...].begins(with: Array("}}".utf8)) else {
        next = open + 1
        continue
      }
      pieces.append(Array(text[start..<open]))
      start = end + 2
      next = start
    }
    if pieces.isEmpty { return nil }
    self.pieces = pieces + [Array(text[start...])]
  }

  func matches(_ bytes: [UInt8]) -> Bool {
    let first = pieces[0], last = pieces[pieces.count - 1]
    guard bytes.count >= pieces.reduce(pieces.count - 1, { $0 + $1.count }), bytes[...].begins(with: first),
      bytes.suffix(last.count).equals(last)
    else { return false }
    var position = first.count
    let end = bytes.count - last.count
    for piece in pieces[1..<(pieces.count - 1)] {
      guard position < end, let found = PlaceholderPattern.find(piece, in: bytes[(position + 1)..<end]) else {
        return false
      }
      position = found + piece.count
    }
    return position < end
  }

  /// Where the piece begins for the first time, in time that grows with the lengths alone (Knuth, Morris and Pratt).
  private static func find(_ piece: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    if piece.isEmpty { return bytes.startIndex }
    var borders = [0]
    for index in 1..<max(1, piece.count) {
      var border = borders[index - 1]
      while border > 0, piece[border] != piece[index] { border = borders[border - 1] }
      borders.append(piece[border] == piece[index] ? border + 1 : 0)
    }
    var matched = 0
    for index in bytes.indices {
      while matched > 0, piece[matched] != bytes[index] { matched = borders[matched - 1] }
      if piece[matched] == bytes[index] { matched += 1 }
      if matched == piece.count { return index + 1 - matched }
    }
    return nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 97...122, UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"): true
    default: false
    }
  }
}
