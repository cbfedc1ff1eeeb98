import HTTPModel
import Hashing
import SecretDetection

extension Redaction {
  /// The message's own fields.
  mutating func headers(_ fields: HeaderFields) -> HeaderFields {
    var looks: [FieldLook] = []
    swap(&looks, &seen.fields)
    let new = headers(fields, in: "/headers", .header, &looks, remembers: !isAgain)
    seen.fields = looks
    seen.clearFields = pass == .replacing && new.isClear ? memory.secrets.count : nil
    return new.fields
  }

  /// Others.
  mutating func headers(_ fields: HeaderFields, in area: String, _ role: ValueRole) -> HeaderFields {
    var looks: [FieldLook] = []
    return headers(fields, in: area, role, &looks, remembers: false).fields
  }

  /// `looks` has what learning saw of each field, or is empty. `isClear`: it is known already that no secret is left.
  private mutating func headers(
    _ fields: HeaderFields, in area: String, _ role: ValueRole, _ looks: inout [FieldLook], remembers: Bool
  ) -> (fields: HeaderFields, isClear: Bool) {
    self.area = area
    var numbers = FieldNumbers(fields)
    var changed: [Int: [UInt8]] = [:]
    var isClear = remembers
    let areNew = looks.isEmpty
    if areNew { looks.reserveCapacity(fields.count) }
    for index in fields.indices {
      let entry = remembers ? known.values.index(of: index, in: fields, side) : nil
      let learnt: FieldLook? = if let entry { known.values[entry].learnt } else { nil }
      if areNew { looks.append(learnt ?? firstLook(at: index, of: fields)) }
      if pass == .learning {
        if learnt != nil { continue }
        _ = field(index, of: fields, role, &looks[index], &numbers)
        if let entry { known.values[entry].learnt = looks[index] }
        continue
      }
      let new: [UInt8]?
      if let entry, let again = remembered(entry, index, of: fields) {
        new = again.value
        isClear = isClear && again.isClear
      } else if looks[index].glance == .stays, !mayOccur(in: fields.value(at: index)) {
        new = nil
        if let entry { known.values[entry].replaced = FieldMemo.Replaced(stayingOf: memory.secrets.count) }
      } else {
        let before = (mark, doubts.count, memory.secrets.count)
        new = field(index, of: fields, role, &looks[index], &numbers)
        let isFieldClear = memory.leak(in: new.map { $0[...] } ?? fields.value(at: index)) == nil
        isClear = isClear && isFieldClear
        let replaced = FieldMemo.Replaced(
          secrets: memory.secrets.count, value: new, captures: Array(captures[before.0.captures...]),
          replacements: Array(replacements[before.0.replacements...]), doubts: Array(doubts[before.1...]),
          isClear: isFieldClear)
        if let entry, replaced.secrets == before.2, !replaced.isNoted || isFirst(index, of: fields) {
          known.values[entry].replaced = replaced
        }
      }
      if let new { changed[index] = new }
    }
    way = []
    names = []
    if changed.isEmpty { return (fields, isClear) }
    var result = HeaderFields()
    for index in fields.indices {
      if let value = changed[index] {
        result.append(HeaderField(nameBytes: Array(fields.name(at: index)), value: value))
      } else {
        result.append(index, of: fields)
      }
    }
    return (result, isClear)
  }

  private mutating func mayOccur(in value: ArraySlice<UInt8>) -> Bool {
    value.withUnsafeBufferPointer { memory.mayOccur(in: $0) }
  }

  private mutating func firstLook(at index: Int, of fields: HeaderFields) -> FieldLook {
    let name = field(fields.name(at: index))
    return FieldLook(glance: Glance(at: fields.value(at: index), under: name, rules.detector))
  }

  /// What is to stand in the place of a field's value; nil where it stays.
  private mutating func field(
    _ index: Int, of fields: HeaderFields, _ role: ValueRole, _ look: inout FieldLook, _ numbers: inout FieldNumbers
  ) -> [UInt8]? {
    if stays(fields.value(at: index), under: fields.name(at: index), look.glance) { return nil }
    let field = fields[index], name = field.name.lowercased(), number = numbers.number(of: index, name)
    way = number == 0 ? [name] : [name, String(number)]
    names = [field.name]
    let before = unsettled
    lastFound = nil
    let new = header(name, field.value, role, known: look.found)
    if !Redaction.special.contains(name) {
      if let lastFound, !lastFound.isEmpty { look.found = lastFound }
      if unsettled == before { look.glance = .stays }
    }
    return new
  }

  /// What replacing made of the same field before, noted once more; nil where that may be another by now.
  private mutating func remembered(_ entry: Int, _ index: Int, of fields: HeaderFields) -> FieldMemo.Replaced? {
    guard let replaced = known.values[entry].replaced, replaced.secrets == memory.secrets.count else { return nil }
    if replaced.isNoted {
      if !isFirst(index, of: fields) { return nil }
      noteAgain(replaced)
    }
    return replaced
  }

  /// Whether no field of the same name stands before; false where there are too many to look.
  private func isFirst(_ index: Int, of fields: HeaderFields) -> Bool {
    index <= 64 && !(0..<index).contains { fields.sameName($0, index) }
  }

  /// Nothing known is looked for in those that say how a message is read.
  private mutating func stays(_ value: ArraySlice<UInt8>, under name: ArraySlice<UInt8>, _ glance: Glance) -> Bool {
    if value.withUnsafeBufferPointer({ stays($0, glance) }) { return true }
    if case .untouched = field(name) { return true }
    return false
  }

  /// Fields that say how a message is read, or whom it is for: nothing in them is a secret, and a placeholder in them
  /// would change what they say.
  static let untouched: Set<String> = [
    "host", "content-type", "content-length", "transfer-encoding", "connection", "keep-alive", "te", "trailer",
    "upgrade",
    "content-encoding", "content-language", "date", "expect", "accept", "accept-encoding", "accept-language",
    "accept-charset", "accept-ranges", "range", "content-range", "vary", "allow", "via", "age", "expires",
    "last-modified", "if-modified-since", "if-unmodified-since", "retry-after", "cache-control", "pragma", "server",
  ]

  /// Fields whose place decides.
  static let special: Set<String> = [
    "authorization", "proxy-authorization", "cookie", "set-cookie", "cookie2", "set-cookie2", "x-jfrog-art-api",
    "sec-websocket-protocol",
  ]

  private mutating func header(
    _ name: String, _ value: [UInt8], _ role: ValueRole, known: [Found]?
  ) -> [UInt8]? {
    switch name {
    case "authorization", "proxy-authorization": return authorization(value, role)
    case "cookie", "cookie2": return pairs(value)
    case "set-cookie", "set-cookie2":
      let end = value.firstIndex(of: UInt8(ascii: ";")) ?? value.endIndex
      return cookie(value[..<end]).map { $0 + value[end...] }
    default: return self.value(value, role, known: known)
    }
  }

  /// The scheme stays. What Basic credentials hold is remembered by its parts.
  private mutating func authorization(_ value: [UInt8], _ role: ValueRole) -> [UInt8]? {
    let scheme = String(decoding: value.prefix { $0 != 32 }, as: UTF8.self).lowercased()
    let context = context(role, [])
    var found = rules.detector.detections(in: value, context).map { Found($0) }
    var credential = value[min(scheme.utf8.count, value.count)...].drop { $0 == 32 }
    // What has placeholders for its parameters is none any more.
    if isAgain, ignored.contains(where: { credential.firstIndex(of: $0) != nil }) { credential = [] }
    // Here it is one whatever it looks like.
    if found.isEmpty, !credential.isEmpty { found = [Found(credential.indices, "token", "place:authorization")] }
    for index in found.indices {
      if rules.isData(scheme: scheme) { found[index].isData = true }
      if !["bearer", "token", "basic"].contains(scheme), found[index].range == credential.indices {
        found[index].name = scheme
      }
    }
    if scheme == "basic", let credentials = found.first { basic(Array(value[credentials.range])) }
    return replaced(found, in: value, context)
  }

  /// Of `user:password` the password is a secret; the user is where the password is empty or means nothing, unless it only
  /// says what the password is.
  private mutating func basic(_ credential: [UInt8]) {
    guard let text = Base64.decode(credential), let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return }
    let user = Array(text[..<colon]), password = Array(text[(colon + 1)...])
    let isData = rules.isData(scheme: String(decoding: user, as: UTF8.self))
    if !password.isEmpty {
      memory.learn(password, api: rules.api, called: "password", rule: "place:authorization", isData: isData)
    }
    if KnownSecret.Reach(of: user) >= .words {
      memory.learn(user, api: rules.api, called: "user", rule: "place:authorization")
    }
  }

  /// `a=1; b=2`: names stay.
  private mutating func pairs(_ value: [UInt8]) -> [UInt8]? {
    var isChanged = false
    let pieces = value.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { piece -> [UInt8] in
      guard let new = cookie(piece) else { return Array(piece) }
      isChanged = true
      return new
    }
    return isChanged ? Array(pieces.joined(separator: [UInt8(ascii: ";")])) : nil
  }

  /// The name stays, and so do blanks and quotes round the value. Nil where all stays.
  private mutating func cookie(_ pair: ArraySlice<UInt8>) -> [UInt8]? {
    // What is no name before the `=` is a value without one.
    let equals = pair.firstIndex(of: UInt8(ascii: "=")).flatMap { pair[..<$0].trimmed.isToken ? $0 : nil }
    var value = equals.map { pair[($0 + 1)...] } ?? pair
    value = value.drop { $0 == 32 || $0 == 9 }
    while let last = value.last, last == 32 || last == 9 { value.removeLast() }
    let quote = UInt8(ascii: "\"")
    if value.count >= 2, value.first == quote, value.last == quote { value = value.dropFirst().dropLast() }
    guard !value.isEmpty else { return nil }
    let outer = names
    names = [equals.map { String(decoding: pair[..<$0].trimmed, as: UTF8.self) } ?? ""]
    defer { names = outer }
    // Frameworks escape what they put into a cookie; the answer may show it as it was.
    let decoded = PercentEncoding.decoded(value)
    let found = rules.detector.detections(in: decoded, context(.cookie, [])).filter { !rules.keeps($0.rule) }
      .map { detection in
        var found = Found(detection)
        // What may as well be none is looked for nowhere else.
        found.isData = detection.confidence == .low
        return found
      }
    if decoded != Array(value), found.contains(where: { $0.range == decoded.indices }) {
      memory.learn(Array(value), api: rules.api, called: "cookie", rule: "place:cookie")
    }
    guard let new = replaced(found, in: decoded, context(.cookie, [])) else { return nil }
    let text = decoded == Array(value) ? new : Redaction.escaped(new)
    return pair[..<value.startIndex] + text + pair[value.endIndex...]
  }
}
