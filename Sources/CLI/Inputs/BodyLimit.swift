/// `--max-body SIZE`: the longest body that is kept in a file of the cassette.
enum BodyLimit {
  /// 2 GiB where none is given.
  static func bytes(_ arguments: Arguments) throws(UsageError) -> Int {
    guard let text = arguments.value("max-body") else { return 2 << 30 }
    let shifts: [Character: Int] = ["K": 10, "M": 20, "G": 30]
    let shift = text.last.flatMap { shifts[$0] }
    guard let number = Int(shift == nil ? text[...] : text.dropLast()), number > 0, number <= 1 << 30 else {
      throw UsageError(
        message: "record: --max-body '\(text)' is not a size, like 800K, 500M or 4G", next: "tapedeck record --help")
    }
    return number << (shift ?? 0)
  }
}
