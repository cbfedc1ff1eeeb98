import JSONModel

extension CommandDeclaration {
  enum Parsed {
    case arguments(Arguments)
    case help
  }

  /// Reads arguments by the GNU conventions: `--name value`, `--name=value`, `-n value`, flags anywhere, everything
  /// after `--` an operand, or a command.
  func parse(_ words: [String]) throws(UsageError) -> Parsed {
    var operands: [String] = []
    var command: [String]?
    var values: [String: [String]] = [:]
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        if takesCommand {
          if rest.isEmpty { throw error("a command is missing after --") }
          command = Array(rest)
        } else {
          operands += rest
        }
        break
      }
      if word == "--help" || word == "-h" { return .help }
      guard word.utf8.first == UInt8(ascii: "-"), word != "-" else {
        operands.append(word)
        continue
      }
      let (option, attached) = try find(word)
      guard let placeholder = option.value else {
        if let attached { throw error("--\(option.long) does not take a value, but got '\(attached)'") }
        values[option.long] = [""]
        continue
      }
      guard let value = attached ?? rest.popFirst() else {
        throw error("--\(option.long) needs a value: --\(option.long) \(placeholder)")
      }
      if !option.choices.isEmpty, !option.choices.contains(value) {
        let near = Suggestion.hint(Suggestion.closest(to: value, in: option.choices))
        throw error("--\(option.long) is one of \(option.choices.joined(separator: ", ")), not '\(value)'\(near)")
      }
      if values[option.long] != nil, !option.repeats { throw error("--\(option.long) is given more than once") }
      values[option.long, default: []].append(value)
    }
    if operands.count < operandCount.lowerBound {
      throw error("\(operands.isEmpty ? "" : "more ")\(self.operands) is missing")
    }
    if operands.count > operandCount.upperBound {
      let hint = takesCommand ? "; a command to run stands behind --" : ""
      throw error("unexpected argument '\(operands[operandCount.upperBound])'\(hint)")
    }
    return .arguments(Arguments(operands: operands, values: values, command: command))
  }

  private func find(_ word: String) throws(UsageError) -> (OptionDeclaration, String?) {
    if word.utf8.starts(with: "--".utf8) {
      let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts.first ?? "")
      if let option = option(name) { return (option, parts.count > 1 ? String(parts[1]) : nil) }
      if later.contains(name) { throw error("--\(name) is not implemented yet in version \(Tapedeck.version)") }
      let near = Suggestion.closest(to: name, in: options.map(\.long) + ["help"])
      throw error("unknown option --\(name)\(Suggestion.hint(near.map { "--\($0)" }))")
    }
    let letter = word.dropFirst().first
    guard let option = options.first(where: { $0.short != nil && $0.short == letter }) else {
      throw error("unknown option \(word)")
    }
    let attached = word.dropFirst(2)
    return (option, attached.isEmpty ? nil : String(attached))
  }

  private func error(_ message: String) -> UsageError {
    UsageError(message: "\(name): \(message)", next: "tapedeck \(name) --help")
  }
}
