public import JSONModel

/// A YAML document as the JSON that it stands for: every value and key in `json` has the line and column that it has in
/// the YAML text, those of an alias the ones of what it repeats.
///
/// Aliases and merge keys (`<<`, in both schemas) are written out. A key is its text as it is written, so `200:` and
/// `no:` are keys like any other; a collection or nothing as a key is an error. A number keeps its text where JSON has
/// it; what JSON writes otherwise (`0x1F`, `1_000`, `.5`, `+1`, `01`) becomes the same number in decimal, and what it has
/// not at all (`.inf`, `.nan`) is an error. Dates are text. `!!binary` is Base64 without line breaks; see `isBinary`.
public struct YAMLDocument: Sendable {
  public let json: JSONDocument
  private let binaries: Set<Int>

  init(json: JSONDocument, binaries: Set<Int>) { (self.json, self.binaries) = (json, binaries) }

  /// Takes UTF-8, with or without a byte order mark, and UTF-16 with one. `source` is where the bytes came from, for
  /// whoever prints a place. Throws where there is more or less than one document.
  public init(
    parsing bytes: [UInt8], from source: SourceText? = nil, options: YAMLOptions = YAMLOptions()
  ) throws(YAMLError) {
    let all = try YAMLReader.documents(bytes, from: source, options: options, isSingle: true)
    self = all[0]
  }

  public init(parsing text: String, options: YAMLOptions = YAMLOptions()) throws(YAMLError) {
    try self.init(parsing: Array(text.utf8), options: options)
  }

  /// All documents of a text in order; none where it holds nothing but comments.
  public static func all(
    in bytes: [UInt8], from source: SourceText? = nil, options: YAMLOptions = YAMLOptions()
  ) throws(YAMLError) -> [YAMLDocument] {
    try YAMLReader.documents(bytes, from: source, options: options, isSingle: false)
  }

  /// Whether a string of `json` is the Base64 of a value that was tagged `!!binary`, as bytes are.
  public func isBinary(_ cursor: JSONCursor) -> Bool { binaries.contains(cursor.ordinal) }
}

/// How a YAML text is read.
public struct YAMLOptions: Sendable {
  /// For documents that do not say by `%YAML 1.1` or `%YAML 1.2` which one is meant.
  public var schema = YAMLSchema.core
  public var limits = YAMLLimits()
  /// Tags that stand for an object with one member, such as CloudFormation's `!Ref`; every other tag that YAML does not
  /// define is an error.
  public var shortTags: [String: ShortTag] = [:]

  public init(schema: YAMLSchema = .core, limits: YAMLLimits = YAMLLimits(), shortTags: [String: ShortTag] = [:]) {
    (self.schema, self.limits, self.shortTags) = (schema, limits, shortTags)
  }
}

/// What a plain scalar means.
public enum YAMLSchema: Hashable, Sendable {
  /// YAML 1.2's (section 10.3): `no` is text, `010` is ten.
  case core
  /// YAML 1.1's types as PyYAML and Ruby's Psych read them: `no` is false, `010` is eight, `1:30` is ninety.
  case yaml11
}

/// What a YAML text may cost before it is refused.
public struct YAMLLimits: Hashable, Sendable {
  /// Arrays and objects inside each other, aliases written out.
  public var depth = 512
  /// The whole text.
  public var bytes = 256 << 20
  /// Values and keys of a document, aliases and merge keys written out.
  public var values = 4_000_000
  /// Bytes of the JSON text, aliases and merge keys written out. JSON escapes some characters, so this is more than `bytes`
  /// for a text without aliases.
  public var expandedBytes = 400 << 20

  public init() {}
}

/// A tag that stands for an object with one member.
public struct ShortTag: Hashable, Sendable {
  public var member: String
  /// Whether a text `a.b.c` stands for the array of `a` and `b.c`.
  public var splitsAtDot: Bool

  public init(member: String, splitsAtDot: Bool = false) { (self.member, self.splitsAtDot) = (member, splitsAtDot) }
}
