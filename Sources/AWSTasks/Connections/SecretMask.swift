import HTTPModel
import Hashing
import JSONModel

/// Takes a connection's secrets out of texts that quote a request: what `IsValueSecret` calls secret, credentials, and
/// whatever came from a reference to a secret.
struct SecretMask {
  private let secrets: [[UInt8]]

  /// `token` is that of an OAuth connection.
  init(_ connection: EventBridgeConnection, token: Secret? = nil) {
    var texts = SecretMask.texts(connection.headers + connection.query + connection.body)
    switch connection.authorization {
    case .apiKey(_, let value): texts += [value.exposed] + value.referenced
    case .basic(let username, let password):
      texts += [password.exposed] + username.referenced + password.referenced
      texts.append(Base64.encode("\(username.exposed):\(password.exposed)".utf8))
    case .oauth(let client):
      texts += [client.clientSecret.exposed] + client.clientSecret.referenced + client.clientID.referenced
      texts += SecretMask.texts(client.headers + client.query + client.body)
    }
    if let token { texts.append(token.exposed) }
    // In a query and in JSON a secret may be spelled otherwise. The longest goes first, for one may hold another.
    let spellings = texts.flatMap { [$0, PercentEncoding.encoded($0.utf8), JSONString($0).escaped] }
    secrets = Set(spellings.map { Array($0.utf8) }).filter { !$0.isEmpty }
      .sorted { ($1.count, $1.first ?? 0) < ($0.count, $0.first ?? 0) }
  }

  private static func texts(_ parameters: [EventBridgeConnection.Parameter]) -> [String] {
    parameters.flatMap { ($0.isSecret ? [$0.value.exposed] : []) + $0.value.referenced }
  }

  /// A secret of less than four bytes is only taken for one where it is the whole text, or a value in it. What is left of
  /// one where the text was cut goes, too.
  func masked(_ text: String) -> String {
    var bytes = Array(text.utf8)
    for secret in secrets where secret.count >= 4 || secret == bytes || SecretMask.isValue(secret, of: bytes) {
      bytes.replace(secret, with: Array("(secret)".utf8))
    }
    let cut = Array("…".utf8)
    guard bytes.suffix(cut.count) == cut[...] else { return String(decoding: bytes, as: UTF8.self) }
    bytes.removeLast(cut.count)
    for secret in secrets {
      let begun = (4..<max(4, secret.count)).last { bytes.suffix($0) == secret.prefix($0) }
      if let begun { bytes.replaceSubrange((bytes.count - begun)..., with: Array("(secret)".utf8)) }
    }
    return String(decoding: bytes + cut, as: UTF8.self)
  }

  /// Of `query item NAME=VALUE` and its like.
  private static func isValue(_ secret: [UInt8], of text: [UInt8]) -> Bool {
    text.count > secret.count && text.suffix(secret.count) == secret[...]
      && text[text.count - secret.count - 1] == UInt8(ascii: "=")
  }

  /// `url` is the task's own: a connection's share of it is not told.
  func masked(_ miss: Miss, url: String) -> Miss {
    let closest = miss.closest.map { closest in
      Miss.Closest(
        interaction: closest.interaction,
        mismatches: closest.mismatches.map {
          Mismatch(pointer: $0.pointer, recorded: $0.recorded.map(masked), received: $0.received.map(masked))
        })
    }
    return Miss(
      reason: miss.reason, method: miss.method, url: masked(url), api: miss.api, cassette: miss.cassette,
      closest: closest, apis: miss.apis, meant: miss.meant, damage: miss.damage)
  }
}
