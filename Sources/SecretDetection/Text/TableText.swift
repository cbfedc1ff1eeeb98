/// The columns of a text in which each line has as many values as the first one has names: CSV, and the same with
/// semicolons, tabs or bars.
enum TableText {
  private static let delimiters = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]
  private static let longestHeader = 4_096
  private static let around = ByteSet(" \t\r\"'")
  private static let nameLetters = ByteSet("0-9A-Za-z_ .-")

  /// Whether the first line names columns, one of them as a secret.
  static func mayBeOne(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let end = bytes.prefix(longestHeader).firstIndex(of: 0x0A), end + 1 < bytes.count,
      let delimiter = delimiter(of: bytes[..<end])
    else { return false }
    return !columns(of: Array(bytes[..<end]), delimiter).isEmpty
  }

  static func detections(in bytes: [UInt8]) -> [Detection] {
    guard let end = bytes.prefix(longestHeader).firstIndex(of: 0x0A), let delimiter = delimiter(of: bytes[..<end])
    else {
      return []
    }
    let header = Array(bytes[..<end])
    let columns = columns(of: header, delimiter), count = cells(header[...], delimiter).count
    if columns.isEmpty { return [] }
    var found: [Detection] = [], start = end + 1
    while start < bytes.count {
      let stop = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let cells = cells(bytes[start..<stop], delimiter)
      // A row of another length ends the table.
      if cells.count != count { break }
      for (index, verdict) in columns {
        let cell = cells[index]
        // In prose, words stand between commas.
        guard bytes[cell].contains(where: ByteSet.digits.contains), !bytes[cell].contains(UInt8(ascii: " ")),
          NamedValue.fits(Array(bytes[cell]), verdict, names: [])
        else { continue }
        found.append(
          Detection(range: cell, rule: "name:\(verdict.evidence)", name: verdict.name, confidence: .medium))
      }
      start = stop + 1
    }
    return found
  }

  private static func delimiter(of header: some Collection<UInt8>) -> UInt8? {
    delimiters.first { delimiter in header.contains(delimiter) }
  }

  /// By their positions, those whose names say secret; none where the line is no list of names.
  private static func columns(of header: [UInt8], _ delimiter: UInt8) -> [(Int, NameVerdict)] {
    let cells = cells(header[...], delimiter)
    guard (2...256).contains(cells.count),
      cells.allSatisfy({ $0.count <= 64 && header[$0].allSatisfy(nameLetters.contains) })
    else { return [] }
    return cells.enumerated().compactMap { index, cell in
      SecretNames.verdict(NameWords(Array(header[cell]))).map { (index, $0) }
    }
  }

  /// Without the quotes and blanks round them. A delimiter inside quotes is none.
  private static func cells(_ line: ArraySlice<UInt8>, _ delimiter: UInt8) -> [Range<Int>] {
    var cells: [Range<Int>] = [], start = line.startIndex, isQuoted = false
    func cell(_ end: Int) -> Range<Int> {
      var first = start, last = end
      while first < last, around.contains(line[first]) { first += 1 }
      while last > first, around.contains(line[last - 1]) { last -= 1 }
      return first..<last
    }
    for index in line.indices {
      if line[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard line[index] == delimiter, !isQuoted else { continue }
      cells.append(cell(index))
      start = index + 1
    }
    return cells + [cell(line.endIndex)]
  }
}
