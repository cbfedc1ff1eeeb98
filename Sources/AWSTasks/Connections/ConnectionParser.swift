import JSONModel

/// Reads the properties of connections and puts secrets in their places.
struct ConnectionParser {
  let secrets: SecretStore
  var problems: [ConnectionProblem] = []
  var unresolved: [String] = []

  init(secrets: SecretStore) { self.secrets = secrets }

  mutating func connection(_ properties: JSONValue, at pointer: JSONPointer) -> EventBridgeConnection? {
    let before = problems.count
    let parameters = properties["AuthParameters"] ?? .object(JSONObject())
    let place = pointer.appending("AuthParameters")
    let authorization = self.authorization(properties, parameters, at: pointer)
    let lists = lists(parameters["InvocationHttpParameters"], at: place.appending("InvocationHttpParameters"))
    guard let authorization, problems.count == before else { return nil }
    return EventBridgeConnection(authorization: authorization, headers: lists[0], query: lists[1], body: lists[2])
  }

  private mutating func authorization(
    _ properties: JSONValue, _ parameters: JSONValue, at pointer: JSONPointer
  ) -> EventBridgeConnection.Authorization? {
    let typePlace = pointer.appending("AuthorizationType")
    let place = pointer.appending("AuthParameters")
    guard let type = text(properties["AuthorizationType"], at: typePlace) else { return nil }
    switch type {
    case "API_KEY": return apiKey(parameters["ApiKeyAuthParameters"], at: place.appending("ApiKeyAuthParameters"))
    case "BASIC": return basic(parameters["BasicAuthParameters"], at: place.appending("BasicAuthParameters"))
    case "OAUTH_CLIENT_CREDENTIALS":
      return oauth(parameters["OAuthParameters"], at: place.appending("OAuthParameters"))
    default:
      report("API_KEY, BASIC or OAUTH_CLIENT_CREDENTIALS is expected, not \(type)", at: typePlace)
      return nil
    }
  }

  private mutating func apiKey(_ parameters: JSONValue?, at pointer: JSONPointer) -> EventBridgeConnection
    .Authorization?
  {
    let name = text(parameters?["ApiKeyName"], at: pointer.appending("ApiKeyName"))
    let value = secret(parameters?["ApiKeyValue"], at: pointer.appending("ApiKeyValue"))
    guard let name, let value else { return nil }
    return .apiKey(name: name, value: value)
  }

  /// Headers, query entries and members of the body.
  mutating func lists(_ parameters: JSONValue?, at pointer: JSONPointer) -> [[EventBridgeConnection.Parameter]] {
    ["HeaderParameters", "QueryStringParameters", "BodyParameters"].map {
      list(parameters?[$0], at: pointer.appending($0))
    }
  }

  private mutating func list(_ value: JSONValue?, at pointer: JSONPointer) -> [EventBridgeConnection.Parameter] {
    guard let value, !value.isNull else { return [] }
    guard let elements = value.array else {
      report("an array is expected, not \(value.kind)", at: pointer)
      return []
    }
    return elements.enumerated().compactMap { index, element in
      let place = pointer.appending(index)
      let key = text(element["Key"], at: place.appending("Key"))
      let value = secret(element["Value"], at: place.appending("Value"))
      let isSecret = element["IsValueSecret"].map { $0.bool ?? ($0.text != "false") } ?? false
      guard let key, let value else { return nil }
      return EventBridgeConnection.Parameter(key: key, value: value, isSecret: isSecret)
    }
  }

  /// A text in which references to secrets are replaced.
  mutating func secret(_ value: JSONValue?, at pointer: JSONPointer) -> Secret? {
    guard let text = text(value, at: pointer) else { return nil }
    var result = ""
    var referenced: [String] = []
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
          referenced.append(found.exposed)
        } else {
          result += "{{\(reference.name)}}"
          if !unresolved.contains(reference.name) { unresolved.append(reference.name) }
        }
      }
    }
    return Secret(result, referenced: referenced)
  }

  mutating func text(_ value: JSONValue?, at pointer: JSONPointer) -> String? {
    if let text = value?.text { return text }
    report("a string is expected, not \(value?.kind.description ?? "nothing")", at: pointer)
    return nil
  }

  mutating func report(_ text: String, at pointer: JSONPointer) {
    problems.append(ConnectionProblem(pointer: pointer, text: text))
  }
}
