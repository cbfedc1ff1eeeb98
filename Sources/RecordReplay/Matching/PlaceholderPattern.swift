import HTTPModel

/// A stored text with holes inside, as what it stands for: in the place of each at least one byte of its format.
struct PlaceholderPattern: Sendable {
  struct Hole: Hashable, Sendable {
    /// Of the original; empty where nobody says.
    let name: String
    let format: CaptureFormat
  }

  /// What stands between the holes; one more than those.
  private let pieces: [[UInt8]]
  let holes: [Hole]
  /// So many of the last holes take anything.
  private let anyAtEnd: Int

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
    let holes = pieces.map { _ in Hole(name: "", format: .any) }
    self.init(pieces: pieces + [Array(text[start...])], holes: holes)
  }

  /// With holes where the hits are, which index `captures`; nil for none.
  init?(_ text: [UInt8], _ hits: [CapturedTexts.Hit], _ captures: [Capture]) {
    if hits.isEmpty { return nil }
    var pieces: [[UInt8]] = []
    var start = 0
    for hit in hits {
      pieces.append(Array(text[start..<hit.range.lowerBound]))
      start = hit.range.upperBound
    }
    self.init(
      pieces: pieces + [Array(text[start...])],
      holes: hits.map { Hole(name: captures[$0.capture].name, format: captures[$0.capture].format) })
  }

  private init(pieces: [[UInt8]], holes: [Hole]) {
    (self.pieces, self.holes) = (pieces, holes)
    anyAtEnd = holes.reversed().prefix { $0.format == .any }.count
  }

  /// The format, where it is a hole as a whole.
  var whole: CaptureFormat? { pieces.allSatisfy(\.isEmpty) && holes.count == 1 ? holes[0].format : nil }

  func matches(_ bytes: [UInt8]) -> Bool { contents(of: bytes) != nil }

  /// What stands in the holes; nil where it does not fit. Where there is a choice an earlier hole holds less.
  func contents(of bytes: [UInt8]) -> [Range<Int>]? {
    let first = pieces[0], last = pieces[pieces.count - 1]
    guard bytes.count >= pieces.reduce(pieces.count - 1, { $0 + $1.count }), bytes[...].begins(with: first),
      bytes.suffix(last.count).equals(last)
    else { return nil }
    let end = bytes.count - last.count
    // With formats it may have to be tried again and again; a text that is made for that fits nothing.
    var budget = 16 * bytes.count + 1 << 16
    let borders = pieces.map(Attempt.borders)
    var open = [Attempt(holes[0], from: first.count, to: end, before: pieces[1], borders[1])]
    while var attempt = open.popLast() {
      let isLast = open.count == holes.count - 1
      if let place = isLast ? attempt.end(in: bytes, &budget) : attempt.next(in: bytes, &budget) {
        let next = open.count + 1
        open.append(attempt)
        if isLast { return open.map { $0.start..<$0.place } }
        budget -= 16
        open.append(
          Attempt(
            holes[next], from: place + pieces[next].count, to: end, before: pieces[next + 1], borders[next + 1]))
      } else if budget < 0 {
        return nil
      } else if holes.count - open.count <= anyAtEnd {
        // What follows would have taken anything: no later place helps.
        while !open.isEmpty, holes.count - open.count <= anyAtEnd { open.removeLast() }
      }
    }
    return nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 97...122, UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"): true
    default: false
    }
  }

  /// A hole that begins at a place, and where it may end.
  private struct Attempt {
    let start: Int
    /// Where it ends.
    private(set) var place: Int
    private let end: Int
    private let piece: [UInt8]
    private let borders: [Int]
    private let format: CaptureFormat
    private var scan: FormatScan
    /// Behind what was scanned, and behind what was compared with the piece.
    private var scanned: Int, compared: Int
    private var matched = 0

    init(_ hole: Hole, from start: Int, to end: Int, before piece: [UInt8], _ borders: [Int]) {
      (self.start, self.end, self.piece, self.borders, format) = (start, end, piece, borders, hole.format)
      (place, scanned, compared) = (start, start, start + 1)
      scan = FormatScan(hole.format)
    }

    /// For each beginning of the piece its longest border (Knuth, Morris and Pratt).
    static func borders(of piece: [UInt8]) -> [Int] {
      var borders = [0]
      for index in 1..<max(1, piece.count) {
        var border = borders[index - 1]
        while border > 0, piece[border] != piece[index] { border = borders[border - 1] }
        borders.append(piece[border] == piece[index] ? border + 1 : 0)
      }
      return borders
    }

    /// The next place where the piece stands and what is before it fits.
    mutating func next(in bytes: [UInt8], _ budget: inout Int) -> Int? {
      while let found = nextPiece(in: bytes, &budget) {
        guard let fits = fits(to: found, bytes, &budget) else { return nil }
        if fits {
          place = found
          return found
        }
      }
      return nil
    }

    /// The end of all, where what is before it fits.
    mutating func end(in bytes: [UInt8], _ budget: inout Int) -> Int? {
      guard start < end, fits(to: end, bytes, &budget) == true else { return nil }
      place = end
      return end
    }

    private mutating func nextPiece(in bytes: [UInt8], _ budget: inout Int) -> Int? {
      if piece.isEmpty {
        defer { compared += 1 }
        budget -= 1
        return compared < end && budget >= 0 ? compared : nil
      }
      while compared < end, budget >= 0 {
        let byte = bytes[compared]
        budget -= 1
        while matched > 0, matched == piece.count || piece[matched] != byte { matched = borders[matched - 1] }
        if piece[matched] == byte { matched += 1 }
        compared += 1
        if matched == piece.count { return compared - piece.count }
      }
      return nil
    }

    /// Nil where no later place fits either.
    private mutating func fits(to place: Int, _ bytes: [UInt8], _ budget: inout Int) -> Bool? {
      if format == .any { return true }
      while scanned < place {
        scan.take(bytes[scanned])
        scanned += 1
        budget -= 1
        if !scan.isAlive || budget < 0 { return nil }
      }
      return scan.fits
    }
  }
}
