extension CommandDeclaration {
  /// One screen: usage, what it does, options, an example.
  var help: String {
    let parts = [operands, options.isEmpty ? "" : "[options]", takesCommand ? "[-- COMMAND...]" : ""]
    var lines = ["usage: tapedeck " + ([name] + parts.filter { !$0.isEmpty }).joined(separator: " ")]
    lines += ["", details]
    if !options.isEmpty {
      lines += ["", "options:"]
      let width = (options.map { label($0).count }.max() ?? 0) + 2
      for option in options {
        let pieces = option.help.split(separator: "\n")
        for (index, piece) in pieces.enumerated() {
          let left = index == 0 ? label(option) : ""
          lines.append("  " + left + String(repeating: " ", count: width - left.count) + piece)
        }
      }
    }
    lines += ["", "example:", "  \(example)"]
    return lines.joined(separator: "\n")
  }

  private func label(_ option: OptionDeclaration) -> String {
    let short = option.short.map { "-\($0), " } ?? ""
    let value = option.choices.isEmpty ? option.value : option.choices.joined(separator: "|")
    return short + "--" + option.long + (value.map { " " + $0 } ?? "")
  }
}
