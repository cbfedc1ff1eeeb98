public import JSONModel

extension FindingBaseline {
  private static let version = 1
  private static let next = "correct the baseline, or write it again from the findings"

  /// Reads the JSON of a baseline file. What nobody knows in it is an error, so that a slip is never silence.
  public init(_ document: JSONDocument) throws(FindingBaselineError) {
    var root = try Members(document.root)
    guard let version = try root.required("version").int, version == FindingBaseline.version else {
      throw FindingBaselineError(
        "not a baseline that this version of Tapedeck reads: \"version\" is not \(FindingBaseline.version)",
        at: document.root["version"]?.place, next: "use the version of Tapedeck that wrote it, or write it again")
    }
    let list = try root.required("suppressions")
    guard list.kind == .array else { throw FindingBaseline.wrongKind(list, "an array") }
    try root.finish()
    var suppressions: [Suppression] = [], seen: [String: TextPosition] = [:]
    for element in list.elements {
      let suppression = try Suppression(element)
      if let first = seen.updateValue(element.position, forKey: suppression.fingerprint) {
        throw FindingBaselineError(
          "the fingerprint \"\(suppression.fingerprint)\" is duplicated: it is also at \(first)", at: element.place,
          next: "remove one of the two")
      }
      suppressions.append(suppression)
    }
    self.init(suppressions)
  }

  /// The file's content: the same baseline always gives the same bytes.
  public var bytes: [UInt8] {
    let entries = suppressions.map { suppression in
      var members: [(String, JSONValue)] = [
        ("fingerprint", .string(suppression.fingerprint)), ("rule", .string(suppression.rule)),
      ]
      if let operation = suppression.operation { members.append(("operation", .string(operation))) }
      members += [("reason", .string(suppression.grounds.reason)), ("owner", .string(suppression.grounds.owner))]
      if let expires = suppression.grounds.expires { members.append(("expires", .string("\(expires)"))) }
      return JSONValue.object(JSONObject(members))
    }
    let value = JSONValue.object(
      JSONObject([("version", .number(FindingBaseline.version)), ("suppressions", .array(entries))]))
    return value.bytes(.indented(2).endingLine)
  }

  fileprivate static func wrongKind(_ value: JSONCursor, _ wanted: String) -> FindingBaselineError {
    FindingBaselineError("\(name(value)) is \(value.kind), it must be \(wanted)", at: value.place, next: next)
  }

  /// As it is put in a sentence.
  fileprivate static func name(_ value: JSONCursor) -> String {
    let pointer = value.pointer.description
    return pointer.isEmpty ? "the baseline" : pointer
  }

  /// An object that is read member by member.
  fileprivate struct Members {
    private let object: JSONCursor
    private var known: [String] = []

    init(_ object: JSONCursor) throws(FindingBaselineError) {
      guard object.kind == .object else { throw wrongKind(object, "an object") }
      self.object = object
      var keys: Set<JSONString> = []
      for member in object.members where !keys.insert(member.key).inserted {
        throw FindingBaselineError(
          "the member \"\(member.key.text)\" is duplicated", at: member.keyPlace, next: "remove one of the two")
      }
    }

    mutating func optional(_ name: String) -> JSONCursor? {
      known.append(name)
      return object[name]
    }

    mutating func required(_ name: String) throws(FindingBaselineError) -> JSONCursor {
      guard let value = optional(name) else {
        throw FindingBaselineError(
          "\(FindingBaseline.name(object)) is missing the member \"\(name)\"", at: object.place, next: next)
      }
      return value
    }

    mutating func string(_ name: String) throws(FindingBaselineError) -> String {
      let value = try required(name)
      guard let text = value.string else { throw wrongKind(value, "a string") }
      return text
    }

    /// Throws for a member that was not asked for.
    func finish() throws(FindingBaselineError) {
      for member in object.members where !known.contains(where: member.isNamed) {
        let key = member.key.text
        throw FindingBaselineError(
          "\(FindingBaseline.name(object)) has no member \"\(key)\"\(Suggestion.hint(Suggestion.closest(to: key, in: known)))",
          at: member.keyPlace, next: "remove it; the members are \(known.joined(separator: ", "))")
      }
    }
  }
}

extension FindingBaseline.Suppression {
  fileprivate init(_ value: JSONCursor) throws(FindingBaselineError) {
    var members = try FindingBaseline.Members(value)
    fingerprint = try members.string("fingerprint")
    guard fingerprint.utf8.count == 16, fingerprint.utf8.allSatisfy(FindingBaseline.Suppression.isDigit) else {
      throw FindingBaselineError(
        "a fingerprint is 16 hexadecimal digits in small letters", at: value["fingerprint"]?.place,
        next: "copy it from the report of the finding")
    }
    let rule = try members.string("rule")
    if !FindingRule.all.contains(where: { $0.id == rule }) {
      let near = Suggestion.closest(to: rule, in: FindingRule.all.map(\.id))
      throw FindingBaselineError(
        "unknown rule \"\(rule)\"\(Suggestion.hint(near))", at: value["rule"]?.place, next: "tapedeck rules")
    }
    self.rule = rule
    operation = members.optional("operation") == nil ? nil : try members.string("operation")
    grounds = try FindingBaseline.Grounds(&members, of: value)
    try members.finish()
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }
}

extension FindingBaseline.Grounds {
  fileprivate init(_ members: inout FindingBaseline.Members, of value: JSONCursor) throws(FindingBaselineError) {
    reason = try members.string("reason")
    owner = try members.string("owner")
    for (name, text) in [("reason", reason), ("owner", owner)] where FindingBaseline.isBlank(text) {
      throw FindingBaselineError(
        "\(FindingBaseline.article(name)) must not be empty", at: value[name]?.place, next: FindingBaseline.why(name))
    }
    guard members.optional("expires") != nil else {
      expires = nil
      return
    }
    let text = try members.string("expires")
    guard let date = ExpiryDate(text) else {
      throw FindingBaselineError(
        "\"\(text)\" is not a date", at: value["expires"]?.place,
        next: "write the last day on which it holds as year, month and day: 2027-01-31")
    }
    expires = date
  }
}
