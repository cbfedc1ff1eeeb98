import CorpusReplay
import JSONModel
import SchemaValidation

/// JSON Schema: what compiles checks every value in bounded time, and the program that only gives verdicts and the one
/// that explains agree.
///
/// An input is a schema, and after a record separator (U+001E) a value. One that begins with another byte than `{` draws
/// both (see `SchemaDraw`).
enum FuzzSchema {
  static let fuzzer = Fuzzer(
    "FuzzSchema", seeds: SchemaSeeds.all,
    shared: SharedInputs(["conformance/json-schema/remotes", "bench/schema"], endingIn: [".json"], upTo: 1 << 16),
    large: SchemaSeeds.large, check: check)

  static let dialects: [SchemaDialect] = [.draft2020, .draft2019, .draft7, .draft6, .draft4, .openAPI30, .openAPI31]

  static func check(_ bytes: [UInt8]) {
    if bytes.first != UInt8(ascii: "{") { return checkDrawn(bytes) }
    let halves = bytes.split(separator: 0x1E, maxSplits: 1, omittingEmptySubsequences: false).map { Array($0) }
    guard let document = try? JSONDocument(parsing: halves[0]) else { return }
    var values = [document]
    if halves.count > 1, let value = try? JSONDocument(parsing: halves[1]) { values.append(value) }
    for dialect in dialects(of: bytes) { check(document, values, dialect) }
  }

  /// All of them read the corpus, but for what is large; a fuzzer, which has many more inputs, gives each to one.
  private static func dialects(of bytes: [UInt8]) -> [SchemaDialect] {
    #if FUZZING
      [dialects[bytes.reduce(0) { $0 &+ Int($1) } % dialects.count]]
    #else
      bytes.count > 1 << 11 ? [.draft2020] : dialects
    #endif
  }

  /// A fuzzer would else spend most of its time on the few inputs whose schemas double.
  private static var maxSteps: Int {
    #if FUZZING
      4_000
    #else
      100_000
    #endif
  }

  private static func checkDrawn(_ bytes: [UInt8]) {
    var draw = SchemaDraw(bytes)
    let text = draw.root()
    guard let schema = try? JSONDocument(parsing: text) else { return require(false, "drawn is not JSON: \(text)") }
    let values = (0..<3).compactMap { _ in try? JSONDocument(parsing: draw.value()) }
    check(schema, values, .draft2020)
  }

  private static func check(_ document: JSONDocument, _ values: [JSONDocument], _ dialect: SchemaDialect) {
    var options = SchemaOptions()
    options.maxSteps = maxSteps
    (options.formats, options.checksContent) = (.checked, true)
    let schema: Schema
    do throws(SchemaProblem) {
      schema = try Schema.compile(document, dialect: dialect, options: options)
    } catch {
      require(!error.reason.isEmpty, "a problem says nothing")
      if let position = error.place.position {
        require(position.offset <= document.bytes.count || error.place.source != nil, "\(error) lies behind the end")
      }
      return
    }
    for value in values { check(schema, value.root, document) }
  }

  private static func check(_ schema: Schema, _ value: JSONCursor, _ document: JSONDocument) {
    let isValid = schema.isValid(value)
    let violations = schema.check(value, limit: 100)
    require(violations.isEmpty == isValid, "a verdict without a violation, or the other way")
    for violation in violations {
      require(!violation.reason.isEmpty && violation.value.position != nil, "a violation says nothing")
    }
    let recorded = isValid ? [] : schema.violationsByRecordAlone(value, limit: 100)
    require(
      recorded == violations || (recorded + violations).contains(where: \.isGivenUp),
      "what is valid was passed over, and other violations are found: \(document.root.value) and \(value.value)")
    if document.bytes.count < 1 << 14 {
      require(schema.output(.basic, of: value)["valid"] == .bool(isValid), "the output says another thing")
      require(schema.annotations(of: value).isEmpty || isValid, "an annotation of what is invalid")
    }
    if let verdicts = schema.verdicts(of: value) {
      require(
        verdicts.plain == verdicts.traced,
        "plain \(verdicts.plain), traced \(verdicts.traced): \(document.root.value) and \(value.value)")
    }
  }
}
