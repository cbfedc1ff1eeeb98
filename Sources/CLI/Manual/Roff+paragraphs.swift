extension Roff {
  /// Lines that are indented stay as they are, blank ones part paragraphs, the others flow. So do lines that were ended
  /// before they were full, and those that tell of the exit code.
  static func paragraphs(_ text: String) -> [String] {
    var result: [String] = []
    var flowing: [String] = [], kept: [String] = []
    func endFlowing() {
      result += flow(flowing.joined(separator: " "))
      flowing = []
    }
    func endKept() {
      result += kept.isEmpty ? [] : verbatim(kept)
      kept = []
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.utf8.first == UInt8(ascii: " ") {
        endFlowing()
        kept.append(line)
        continue
      }
      endKept()
      if line.isEmpty || flowing.last.map({ isEnd($0, before: line) }) ?? false {
        endFlowing()
        result.append(".PP")
      }
      if !line.isEmpty { flowing.append(line) }
    }
    endFlowing()
    endKept()
    return result
  }

  private static func isEnd(_ line: String, before next: String) -> Bool {
    guard line.utf8.last == UInt8(ascii: ".") else { return false }
    let word = next.utf8.prefix { $0 != UInt8(ascii: " ") }
    return next.utf8.starts(with: "Exit:".utf8) || line.utf8.count + 1 + word.count <= 72
  }

  /// One paragraph, in lines of a length that editors show.
  static func flow(_ text: String) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let escaped = Roff.text(word)
      if !line.isEmpty, line.utf8.count + 1 + escaped.utf8.count > 78 {
        lines.append(guarded(line))
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + escaped
    }
    return line.isEmpty ? lines : lines + [guarded(line)]
  }

  /// In their own lines, indented alike.
  static func verbatim(_ lines: [String]) -> [String] {
    let indents = lines.map { line in line.utf8.prefix(while: { $0 == 32 }).count }
    let indent = indents.min() ?? 0
    return [".RS 4", ".nf"] + lines.map { guarded(Roff.text($0.dropFirst(indent))) } + [".fi", ".RE"]
  }

  /// A full stop at the beginning of a line would make it a macro.
  private static func guarded(_ line: String) -> String {
    line.utf8.first == UInt8(ascii: ".") ? "\\&" + line : line
  }
}
