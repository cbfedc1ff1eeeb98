import HTTPModel
import JSONModel

extension Profile {
  /// `file` is where the bytes come from, for errors.
  public init(parsing bytes: [UInt8], file: String) throws(ProfileError) {
    do {
      self = try Profile(JSONDocument(parsing: bytes, from: SourceText(file, quoting: bytes)).root)
    } catch let error as JSONSyntaxError {
      throw ProfileError(error.reason, at: error.place)
    } catch let error as ShapeError {
      throw ProfileError(error.text, at: error.place)
    } catch {
      throw ProfileError("\(error)", at: SourcePlace(file: file))
    }
  }

  private init(_ root: JSONCursor) throws(ShapeError) {
    var members = try JSONMembers(commented: root)
    let version = try members.required("profile")
    guard version.int == Profile.version else {
      throw version.wrong("is not a supported format; the only one is \(Profile.version)")
    }
    let hosts = try members.required("hosts")
    self.init(hosts: try hosts.baseURLs())
    guard !self.hosts.isEmpty else { throw hosts.wrong("names no host") }
    if let event = members.optional("event") {
      var inner = try JSONMembers(commented: event)
      eventType = try inner.required("type").requirePointer()
      try inner.finish()
    }
    if let match = members.optional("match") {
      var inner = try JSONMembers(commented: match)
      headers = try Profile.headerRules(inner.optional("headers"))
      headerDefaults = try Profile.headerDefaults(inner.optional("defaults"), rules: headers)
      try inner.finish()
    }
    if let place = members.optional("secret") {
      var inner = try JSONMembers(commented: place)
      secret = try Places(&inner)
      secret.paths =
        try inner.optional("paths")?.list { element throws(ShapeError) in try element.requireSecretTemplate() } ?? []
      try secret.readPaths(inner.optional("byPath"))
      try secret.readEvents(inner.optional("byEvent"), at: eventType)
      dataSchemes = try inner.strings("dataSchemes").map { $0.lowercased() }
      try inner.finish()
    }
    if let place = members.optional("keep") {
      var inner = try JSONMembers(commented: place)
      keep = try Places(&inner)
      try keep.readPaths(inner.optional("byPath"))
      try keep.readEvents(inner.optional("byEvent"), at: eventType)
      keptRules = try inner.strings("rules")
      try inner.finish()
    }
    if let place = members.optional("personal") {
      var inner = try JSONMembers(commented: place)
      personal = try Places(&inner)
      try personal.readPaths(inner.optional("byPath"))
      try personal.readEvents(inner.optional("byEvent"), at: eventType)
      try inner.finish()
    }
    if let place = members.optional("volatile") {
      var inner = try JSONMembers(commented: place)
      volatile = try Places(&inner)
      volatile.paths =
        try inner.optional("paths")?.list { element throws(ShapeError) in try element.requirePathTemplate() } ?? []
      try inner.finish()
    }
    if let place = members.optional("contract") {
      var inner = try JSONMembers(commented: place)
      undocumentedHeaders =
        try inner.optional("undocumentedHeaders")?
        .list { element throws(ShapeError) in try element.requireFieldName() } ?? []
      try inner.finish()
    }
    try members.finish()
  }

  private static func headerRules(_ place: JSONCursor?) throws(ShapeError) -> [String: HeaderRule] {
    guard let place else { return [:] }
    guard place.kind == .object else { throw place.wrongKind("an object") }
    var rules: [String: HeaderRule] = [:]
    for member in place.members {
      let name = member.key.text.lowercased()
      guard name.utf8.isToken, rules[name] == nil else {
        throw ShapeError(place: member.keyPlace, text: "\"\(name)\" is duplicated or is not a valid field name")
      }
      rules[name] = try member.value.requireCase(HeaderRule.self)
    }
    return rules
  }
}

extension Profile {
  private static func headerDefaults(
    _ place: JSONCursor?, rules: [String: HeaderRule]
  ) throws(ShapeError) -> [String: String] {
    guard let place else { return [:] }
    guard place.kind == .object else { throw place.wrongKind("an object") }
    var defaults: [String: String] = [:]
    for member in place.members {
      let name = member.key.text.lowercased()
      guard rules[name] == .value, defaults[name] == nil else {
        throw ShapeError(
          place: member.keyPlace,
          text: "\"\(member.key.text)\" is duplicated or is not a header that \"headers\" compares by \"value\"")
      }
      defaults[name] = try member.value.requireString()
    }
    return defaults
  }
}

extension Profile.Places {
  fileprivate init(_ members: inout JSONMembers) throws(ShapeError) {
    headers =
      try members.optional("headers")?.list { element throws(ShapeError) in try element.requireFieldName() } ?? []
    query = try members.strings("query")
    self.members = try members.strings("members")
    places =
      try members.optional("places")?.list { element throws(ShapeError) in try element.requirePointer() } ?? []
  }

  fileprivate mutating func readPaths(_ place: JSONCursor?) throws(ShapeError) {
    guard let place else { return }
    guard place.kind == .object else { throw place.wrongKind("an object") }
    for member in place.members {
      let template = member.key.text
      guard template.isPathTemplate else {
        throw ShapeError(
          place: member.keyPlace, text: "\"\(template)\" is not a path template such as /v1/orders/{order}")
      }
      let places = try member.value.list { element throws(ShapeError) in try element.requirePointer() }
      byPath.append(Profile.PathPlaces(template: template, places: places))
    }
  }

  fileprivate mutating func readEvents(_ place: JSONCursor?, at eventType: JSONPointer?) throws(ShapeError) {
    guard let place else { return }
    guard place.kind == .object else { throw place.wrongKind("an object") }
    guard eventType != nil else { throw place.wrong("needs \"event\", the place of the event's type in a body") }
    for member in place.members {
      let type = member.key.text
      guard !type.isEmpty, !type.utf8.dropLast().contains(UInt8(ascii: "*")) else {
        throw ShapeError(
          place: member.keyPlace, text: "\"\(type)\" is not an event's type such as customer.created or customer.*")
      }
      let places = try member.value.list { element throws(ShapeError) in try element.requirePointer() }
      byEvent.append(Profile.EventPlaces(type: type, places: places))
    }
  }
}

extension JSONMembers {
  /// Whoever writes profiles may say why, in `"$comment"`: a text or a list of texts.
  fileprivate init(commented place: JSONCursor) throws(ShapeError) {
    try self.init(place)
    guard let comment = optional("$comment") else { return }
    if comment.kind == .array {
      _ = try comment.list { element throws(ShapeError) in try element.requireString() }
    } else {
      _ = try comment.requireString()
    }
  }
}

extension String {
  fileprivate var isPathTemplate: Bool { utf8.first == UInt8(ascii: "/") && !utf8.contains(UInt8(ascii: "?")) }
}

extension JSONCursor {
  /// In lower case.
  fileprivate func requireFieldName() throws(ShapeError) -> String {
    let name = try requireString()
    guard name.utf8.isToken else { throw wrong("is not a valid header field name") }
    return name.lowercased()
  }

  fileprivate func requirePathTemplate() throws(ShapeError) -> String {
    let text = try requireString()
    guard text.isPathTemplate else {
      throw wrong("is not a path template such as /v1/orders/{order}")
    }
    return text
  }

  fileprivate func requireSecretTemplate() throws(ShapeError) -> String {
    let text = try requirePathTemplate()
    guard text.contains("{secret}") else { throw wrong("does not name a {secret}, as /bot{secret}/{method} does") }
    return text
  }

  fileprivate func requirePointer() throws(ShapeError) -> JSONPointer {
    guard let pointer = JSONPointer(try requireString()) else { throw wrong("is not a JSON pointer such as /data/id") }
    return pointer
  }
}

extension JSONPointer {
  /// Whether a place is this one, `*` standing for any one token.
  func covers(_ tokens: [String]) -> Bool {
    tokens.count == self.tokens.count && zip(self.tokens, tokens).allSatisfy { $0 == "*" || $0 == $1 }
  }
}
