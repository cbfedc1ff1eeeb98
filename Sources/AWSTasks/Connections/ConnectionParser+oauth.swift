import HTTPModel
import JSONModel

extension ConnectionParser {
  mutating func basic(_ parameters: JSONValue?, at pointer: JSONPointer) -> EventBridgeConnection.Authorization? {
    let username = secret(parameters?["Username"], at: pointer.appending("Username"))
    let password = secret(parameters?["Password"], at: pointer.appending("Password"))
    guard let username, let password else { return nil }
    return .basic(username: username, password: password)
  }

  mutating func oauth(_ parameters: JSONValue?, at pointer: JSONPointer) -> EventBridgeConnection.Authorization? {
    let client = parameters?["ClientParameters"]
    let place = pointer.appending("ClientParameters")
    let id = secret(client?["ClientID"], at: place.appending("ClientID"))
    let secret = secret(client?["ClientSecret"], at: place.appending("ClientSecret"))
    let endpoint = endpoint(parameters?["AuthorizationEndpoint"], at: pointer.appending("AuthorizationEndpoint"))
    let method = method(parameters?["HttpMethod"], at: pointer.appending("HttpMethod"))
    let lists = lists(parameters?["OAuthHttpParameters"], at: pointer.appending("OAuthHttpParameters"))
    guard let id, let secret, let endpoint, let method else { return nil }
    return .oauth(
      OAuthClient(
        clientID: id, clientSecret: secret, endpoint: endpoint, method: method, headers: lists[0], query: lists[1],
        body: lists[2]))
  }

  /// AWS takes up to 2,048 characters. Only HTTPS, for secrets are sent there.
  private mutating func endpoint(_ value: JSONValue?, at pointer: JSONPointer) -> AbsoluteURL? {
    guard let text = text(value, at: pointer) else { return nil }
    guard text.utf8.count <= 2048, text.utf8.allSatisfy({ $0 > 32 && $0 < 127 }), let url = AbsoluteURL(text),
      url.origin.scheme == "https"
    else {
      report("an HTTPS URL of up to 2048 characters is expected", at: pointer)
      return nil
    }
    return url
  }

  private mutating func method(_ value: JSONValue?, at pointer: JSONPointer) -> HTTPMethod? {
    guard let text = text(value, at: pointer) else { return nil }
    let methods: [HTTPMethod] = [.get, .post, .put]
    guard let method = methods.first(where: { $0.rawValue == text }) else {
      report("GET, POST or PUT is expected, not \(text)", at: pointer)
      return nil
    }
    return method
  }
}
