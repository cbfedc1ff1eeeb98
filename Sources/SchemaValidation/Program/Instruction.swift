/// One check of a compiled schema. What `a` and `b` mean, the operation says: mostly they are numbers of something in
/// the program.
struct Instruction: Sendable {
  enum Operation: UInt8, Sendable {
    // Numbers. a: a number of the program.
    case maximum, minimum, exclusiveMaximum, exclusiveMinimum, multipleOf
    // Strings. a: characters, or a pattern, a format, a content.
    case minLength, maxLength, pattern, format, content
    // Arrays. prefixItems: a, b: blocks from, to in the lists; the index is the position.
    // items: a: the block of every element from the position b on. contains: a: a rule.
    case minItems, maxItems, uniqueItems, prefixItems, items, contains
    // Objects. members: a: a rule. dependencies: a, b: from, to.
    case minProperties, maxProperties, members, dependencies
    // All kinds. choice: a: a choice of values. reference: a: a block. dynamicReference: a: a rule.
    // allOf and others: a, b: blocks from, to in the lists. branch: a: the condition's block, b: the first of four in the
    // lists: block and place of `then`, block and place of `else`; a block of `UInt32.max` is none.
    case choice, reference, dynamicReference, allOf, anyOf, oneOf, not, branch, discriminated
    /// A number's format: a: a format.
    case numberFormat
    // At last. a: a block.
    case unevaluatedItems, unevaluatedProperties
    /// Says something about the value, and checks nothing.
    case annotation
    /// The same, and whoever asks what is described is told of it.
    case noted
    /// A reference to nothing: no value is known to fit.
    case unresolved
  }

  var operation: Operation
  /// For patterns and formats: only says something.
  var isAnnotation = false
  var a: UInt32 = 0
  var b: UInt32 = 0
  /// The keyword: its number in the program's places.
  var place: UInt32
}

/// A compiled schema: the kinds of values that it allows, and checks by the kind of value that they are for.
struct Block: Sendable {
  /// By `JSONKind`'s bits.
  var kinds: UInt8 = 63
  /// The kinds for which there is something to do beyond that.
  var work: UInt8 = 0
  /// A number must be a whole one.
  var integers = Integers.any
  /// Has `unevaluated…`: keeps count of what was evaluated of its own.
  var ownsMarks = false
  /// The schema resource that it is part of.
  var resource: UInt16 = 0
  /// Where its instructions begin, and how many there are for each kind; for all kinds; and at last.
  var start: UInt32 = 0
  var numbers: UInt8 = 0, strings: UInt8 = 0, arrays: UInt8 = 0, objects: UInt8 = 0, last: UInt8 = 0
  var all: UInt32 = 0
  /// The schema itself.
  var place: UInt32 = 0
  /// The keyword `type`; the schema itself where that is `false`.
  var typePlace: UInt32 = 0

  static let everyKind: UInt8 = 63

  enum Integers: UInt8, Sendable {
    case any
    /// `1.0` is one.
    case whole
    /// `1.0` is none (draft 4).
    case written
  }
}

/// Where a keyword or a schema is in the documents that the program came from.
struct ProgramPlace: Sendable {
  /// The document's number.
  var document: UInt32
  /// The keyword's value, or the schema, by its number in the document.
  var node: UInt32
  /// Nil for a schema, and for a keyword that no dialect has.
  var keyword: Keyword?
}

/// The checks of an object that go over its members, in one pass.
struct MembersRule: Sendable {
  /// The names in `properties` and `required`.
  var names: Int = -1
  /// How many names are required; up to 64 have a bit each.
  var required = 0
  /// In the program's list of pattern properties.
  var patternStart = 0, patternEnd = 0
  /// Blocks; -1 where the keyword is not there.
  var additional = -1
  var propertyNames = -1
  var hasProperties = false
  /// `properties` has one or more names.
  var namesProperties = false
  var propertiesPlace: UInt32 = 0, requiredPlace: UInt32 = 0, patternsPlace: UInt32 = 0, additionalPlace: UInt32 = 0
  var namesPlace: UInt32 = 0
}

struct MemberPattern: Sendable {
  var pattern: Int
  var block: UInt32
}

struct ContainsRule: Sendable {
  var block: UInt32
  var minimum = 1, maximum = Int.max
  /// Counts as evaluated what it found (2020-12).
  var marks = false
  var minimumPlace: UInt32, maximumPlace: UInt32
}

/// `dependentRequired`, `dependentSchemas` and `dependencies`: one property of them.
struct DependencyRule: Sendable {
  /// The table of just the property's name.
  var trigger: Int
  /// The table of the names that it requires, numbered; -1 for a schema.
  var required = -1
  /// -1 for names.
  var block = -1
}

/// Values that `enum` and `const` allow.
struct ChoiceRule: Sendable {
  var kinds: UInt8 = 0
  /// Bits: null, false, true.
  var literals: UInt8 = 0
  /// Tables of the texts, and of what numbers, arrays and objects denote; -1 for none.
  var texts = -1, numbers = -1, composites = -1
  var count = 0
}

/// A reference whose target the way to it decides.
struct DynamicRule: Sendable {
  var name: String
  /// Where no schema resource on the way has it.
  var fallback: UInt32
  /// By schema resource: the block, or -1.
  var targets: [Int32] = []
}

/// Branches of which a member's text chooses one.
struct DiscriminatedRule: Sendable {
  /// The table of just the member's name; the table of its texts, whose values are the branches.
  var name: Int, texts: Int
}
