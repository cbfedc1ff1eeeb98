import Foundation

/// A small table of text; the first column to the left, the others to the right.
struct Table {
  private var rows: [[String]]

  init(_ titles: String...) { rows = [titles] }

  mutating func add(_ cells: String...) { rows.append(cells) }

  func print() {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
    for (number, row) in rows.enumerated() {
      let cells = row.enumerated().map { column, cell in
        let gap = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + gap : gap + cell
      }
      Swift.print(cells.joined(separator: "  "))
      if number == 0 { Swift.print(String(repeating: "-", count: widths.reduce(0, +) + 2 * (columns - 1))) }
    }
  }
}
