import HTTPModel

/// An item of a query or a form: escapes undone, and where its value is written.
struct FormItem {
  let name: [UInt8], value: [UInt8]
  /// In the bytes that it came from; empty behind a name without `=`.
  let written: Range<Int>

  /// In the order of the text; what is empty between two `&` is none.
  static func list(_ bytes: ArraySlice<UInt8>) -> [FormItem] {
    bytes.split(separator: UInt8(ascii: "&")).map { piece in
      let equals = piece.place(of: UInt8(ascii: "=")) ?? piece.endIndex
      let value = piece[min(equals + 1, piece.endIndex)...]
      return FormItem(
        name: PercentEncoding.decodedForm(piece[..<equals]), value: PercentEncoding.decodedForm(value),
        written: value.startIndex..<value.endIndex)
    }
  }
}
