/// A schema as it is run: flat arrays, whose elements name each other by their numbers.
struct Program: Sendable {
  var blocks: [Block] = []
  var instructions: [Instruction] = []
  /// Blocks of `allOf`, `prefixItems` and others.
  var lists: [UInt32] = []
  var places: [ProgramPlace] = []
  var tables: [KeyTable] = []
  var slots: [KeySlot] = []
  var texts: [UInt8] = []
  var members: [MembersRule] = []
  var patternProperties: [MemberPattern] = []
  var contains: [ContainsRule] = []
  var dependencies: [DependencyRule] = []
  var choices: [ChoiceRule] = []
  var numbers: [ExactNumber] = []
  var patterns: [ECMAPattern] = []
  var formats: [Format] = []
  var contents: [ContentRule] = []
  var dynamics: [DynamicRule] = []
  var discriminated: [DiscriminatedRule] = []
  /// The block to begin with.
  var entry: UInt32 = 0
  var resourceCount = 1

  /// Appends a table and gives its number.
  mutating func add(_ builder: KeyTableBuilder) -> Int {
    tables.append(builder.build(slots: &slots, texts: &texts))
    return tables.count - 1
  }

  /// As names that are all required.
  mutating func add(numbered builder: KeyTableBuilder) -> Int {
    var numbered = KeyTableBuilder()
    for (number, entry) in builder.entries.enumerated() { numbered.update(entry.text) { $0.required = Int32(number) } }
    return add(numbered)
  }
}
