import JSONModel

/// Reads the properties of connections and puts secrets in their places.
struct ConnectionParser {
  let secrets: SecretStore
  var problems: [ConnectionProblem] = []
  var unresolved: [String] = []

  init(secrets: SecretStore) { self.secrets = secrets }

  mutating func connection(_ properties: JSONValue, at pointer: JSONPointer) -> Connection? {
    let before = problems.count
    let parameters = properties["AuthParameters"] ?? .object(JSONObject())
    let place = pointer.appending("AuthParameters")
    let authorization = self.authorization(properties, parameters, at: pointer)
    let invocation = parameters["InvocationHttpParameters"]
    let lists = ["HeaderParameters", "QueryStringParameters", "BodyParameters"].map {
      list(invocation?[$0], at: place.appending("InvocationHttpParameters").appending($0))
    }
    guard let authorization else { return nil }
    let isSupported = if case .notThereYet = authorization { false } else { true }
    guard problems.count == before + (isSupported ? 0 : 1) else { return nil }
    return Connection(authorization: authorization, headers: lists[0], query: lists[1], body: lists[2])
  }

  private mutating func authorization(
    _ properties: JSONValue, _ parameters: JSONValue, at pointer: JSONPointer
  ) -> Connection.Authorization? {
    let typePlace = pointer.appending("AuthorizationType")
    guard let type = text(properties["AuthorizationType"], at: typePlace) else { return nil }
    switch type {
    case "API_KEY":
      let place = pointer.appending("AuthParameters").appending("ApiKeyAuthParameters")
      let key = parameters["ApiKeyAuthParameters"]
      let name = text(key?["ApiKeyName"], at: place.appending("ApiKeyName"))
      let value = secret(key?["ApiKeyValue"], at: place.appending("ApiKeyValue"))
      guard let name, let value else { return nil }
      return .apiKey(name: name, value: value)
    case "BASIC", "OAUTH_CLIENT_CREDENTIALS":
      report("connections of type \(type) are not supported yet", at: typePlace)
      return .notThereYet(type: type)
    default:
      report("API_KEY, BASIC or OAUTH_CLIENT_CREDENTIALS is expected, not \(type)", at: typePlace)
      return nil
    }
  }

  private mutating func list(_ value: JSONValue?, at pointer: JSONPointer) -> [Connection.Parameter] {
    guard let value, !value.isNull else { return [] }
    guard let elements = value.array else {
      report("an array is expected, not \(value.kind)", at: pointer)
      return []
    }
    return elements.enumerated().compactMap { index, element in
      let place = pointer.appending(index)
      let key = text(element["Key"], at: place.appending("Key"))
      let value = secret(element["Value"], at: place.appending("Value"))
      return key.flatMap { key in value.map { Connection.Parameter(key: key, value: $0) } }
    }
  }

  /// A text in which references to secrets are replaced.
  private mutating func secret(_ value: JSONValue?, at pointer: JSONPointer) -> Secret? {
    guard let text = text(value, at: pointer) else { return nil }
    var result = ""
    for piece in SecretText(text).pieces {
      switch piece {
      case .literal(let literal): result += literal
      case .unknown(let inner):
        let kind = inner.utf8.split(separator: UInt8(ascii: ":")).dropFirst().first.map {
          String(decoding: Array($0), as: UTF8.self)
        }
        report("references to \(kind ?? "nothing") cannot be resolved, only to secretsmanager", at: pointer)
        return nil
      case .reference(let reference):
        if let found = secrets.value(of: reference) {
          result += found.exposed
        } else {
          result += "{{\(reference.name)}}"
          if !unresolved.contains(reference.name) { unresolved.append(reference.name) }
        }
      }
    }
    return Secret(result)
  }

  private mutating func text(_ value: JSONValue?, at pointer: JSONPointer) -> String? {
    if let text = value?.text { return text }
    report("a string is expected, not \(value?.kind.description ?? "nothing")", at: pointer)
    return nil
  }

  private mutating func report(_ text: String, at pointer: JSONPointer) {
    problems.append(ConnectionProblem(pointer: pointer, text: text))
  }
}
