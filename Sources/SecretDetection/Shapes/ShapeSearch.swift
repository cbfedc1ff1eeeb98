/// All shapes looked for in one pass: the first two bytes of a mark choose which marks are compared.
struct ShapeSearch: Sendable {
  private struct Mark {
    let text: [UInt8]
    let shape: Int
    /// Whether the mark itself must begin a word.
    let beginsWord: Bool
  }

  private static let shapes = SecretShape.all
  private static let groups: (table: [UInt8], marks: [[Mark]]) = {
    var byStart: [UInt16: [Mark]] = [:]
    for (index, shape) in shapes.enumerated() {
      let beginsWord = shape.beginsWord && shape.before == nil
      for mark in shape.marks {
        let text = mark.withUTF8Buffer { Array($0) }
        byStart[UInt16(text[0]) << 8 | UInt16(text[1]), default: []].append(
          Mark(text: text, shape: index, beginsWord: beginsWord))
      }
    }
    var table = [UInt8](repeating: 0, count: 1 << 16), marks: [[Mark]] = [[]]
    for (start, group) in byStart {
      table[Int(start)] = UInt8(marks.count)
      marks.append(group)
    }
    return (table, marks)
  }()

  /// What a text with a mark in it holds: three bytes that the mark begins with or, of one of two, that it makes with any
  /// byte behind it. No secret ends with such a mark.
  static var markStarts: [UInt32] {
    shapes.flatMap(\.marks).flatMap { mark -> [UInt32] in
      let start = mark.withUTF8Buffer { $0.prefix(3).reduce(0) { $0 << 8 | UInt32($1) } }
      return mark.utf8CodeUnitCount < 3 ? (0...255).map { start << 8 | $0 } : [start]
    }
  }

  /// Whether a mark is there that begins a word where it must. Two bytes stand there at least.
  static func hasMark(at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let (table, marks) = groups
    let group = Int(table[Int(bytes[index]) &<< 8 | Int(bytes[index &+ 1])])
    if group == 0 { return false }
    let isStart = ShapeScan.isWordStart(index, in: bytes)
    return marks[group].contains { mark in
      (isStart || !mark.beginsWord) && ShapeScan.has(mark.text, at: index, in: bytes)
    }
  }

  /// Whether the text is the mark of some shape, or what armour begins with.
  static func isMark(_ text: ArraySlice<UInt8>) -> Bool {
    text.starts(with: "-----BEGIN ".utf8)
      || shapes.contains { $0.marks.contains { mark in mark.withUTF8Buffer { text.elementsEqual($0) } } }
  }

  /// In order of their marks; some may overlap.
  static func detections(in bytes: [UInt8]) -> [Detection] {
    guard bytes.count > 3 else { return [] }
    let (table, marks) = groups
    var scan = ShapeScan(bytes), found: [Detection] = []
    var index = 0
    while let hit = next(from: index, in: bytes, table) {
      let isStart = scan.isWordStart(hit)
      for mark in marks[Int(table[Int(bytes[hit]) << 8 | Int(bytes[hit + 1])])] {
        guard isStart || !mark.beginsWord, scan.has(mark.text, at: hit) else { continue }
        let shape = shapes[mark.shape], place = hit..<hit + mark.text.count
        // One that was found with the same mark ends where a second search would only repeat it.
        if let last = found.last, last.rule == "shape:\(shape.id)", last.range.upperBound > hit { continue }
        guard let range = shape.range(in: &scan, mark: place), !range.isEmpty,
          !Placeholders.isMaskedOrStandIn(bytes[range])
        else { continue }
        found.append(
          Detection(range: range, rule: "shape:\(shape.id)", name: shape.name, confidence: shape.confidence))
      }
      index = hit + 1
    }
    return found
  }

  private static func next(from start: Int, in bytes: [UInt8], _ table: [UInt8]) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
      table.withUnsafeBufferPointer { table in
        var index = start
        let end = bytes.count - 1
        while index < end {
          if table[Int(bytes[index]) << 8 | Int(bytes[index + 1])] != 0 { return index }
          index += 1
        }
        return nil
      }
    }
  }
}
