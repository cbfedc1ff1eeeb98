/// What a command takes: one declaration from which its arguments are read, its help is written and mistakes are named.
struct CommandDeclaration: Sendable {
  let name: String
  /// One line, without a full stop.
  let summary: String
  /// What stands behind the name: `[workflow]`, `FILE.har`.
  let operands: String
  /// The fewest and the most operands.
  let operandCount: ClosedRange<Int>
  let options: [OptionDeclaration]
  /// One or two paragraphs, each line at most 78 columns.
  let details: String
  let example: String
  /// Planned options that are not implemented yet, without the two hyphens; asking for one says so.
  var later: [String] = []
  /// Whether a command may follow `--`. Else what follows it are operands.
  var takesCommand = false

  func option(_ long: String) -> OptionDeclaration? { options.first { $0.long == long } }
}

struct OptionDeclaration: Sendable {
  /// Without the two hyphens.
  let long: String
  let short: Character?
  /// The name of its value in the help; nil for a flag.
  let value: String?
  /// The only values it takes; empty where any is taken.
  let choices: [String]
  let repeats: Bool
  let help: String

  init(
    _ long: String, short: Character? = nil, value: String? = nil, choices: [String] = [], repeats: Bool = false,
    help: String
  ) {
    self.long = long
    self.short = short
    self.value = value
    self.choices = choices
    self.repeats = repeats
    self.help = help
  }
}

/// The arguments of one call, read by a declaration.
struct Arguments: Sendable {
  let operands: [String]
  /// What follows `--` where that is a command: its name and its words. Never empty.
  let command: [String]?
  /// By long name; a flag has one empty value.
  private let values: [String: [String]]

  init(operands: [String], values: [String: [String]], command: [String]? = nil) {
    self.operands = operands
    self.values = values
    self.command = command
  }

  /// The last value given.
  func value(_ option: String) -> String? { values[option]?.last }
  func values(_ option: String) -> [String] { values[option] ?? [] }
  func has(_ option: String) -> Bool { values[option] != nil }
}
