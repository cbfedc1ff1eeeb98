import HTTPModel
import JSONModel

/// Takes a connection's secrets out of texts that quote a request.
struct SecretMask {
  private let secrets: [[UInt8]]

  /// `token` is that of an OAuth connection.
  init(_ connection: EventBridgeConnection, token: Secret? = nil) {
    var texts = (connection.headers + connection.query + connection.body).filter(\.isSecret).map(\.value.exposed)
    switch connection.authorization {
    case .apiKey(_, let value): texts.append(value.exposed)
    case .basic(_, let password): texts.append(password.exposed)
    case .oauth(let client):
      texts +=
        [client.clientSecret.exposed]
        + (client.headers + client.query + client.body).filter(\.isSecret)
        .map(\.value.exposed)
    }
    if let token { texts.append(token.exposed) }
    // In a query and in JSON a secret may be spelled otherwise. The longest goes first, for one may hold another.
    let spellings = texts.flatMap { [$0, PercentEncoding.encoded($0.utf8), JSONString($0).escaped] }
    secrets = Set(spellings.map { Array($0.utf8) }).filter { !$0.isEmpty }
      .sorted { ($1.count, $1.first ?? 0) < ($0.count, $0.first ?? 0) }
  }

  /// A secret of less than four bytes is only taken for one where it is the whole text.
  func masked(_ text: String) -> String {
    var bytes = Array(text.utf8)
    for secret in secrets where secret.count >= 4 || secret == bytes {
      bytes.replace(secret, with: Array("(secret)".utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  func masked(_ miss: Miss) -> Miss {
    let closest = miss.closest.map { closest in
      Miss.Closest(
        interaction: closest.interaction,
        mismatches: closest.mismatches.map {
          Mismatch(pointer: $0.pointer, recorded: $0.recorded.map(masked), received: $0.received.map(masked))
        })
    }
    return Miss(
      reason: miss.reason, method: miss.method, url: masked(miss.url), api: miss.api, cassette: miss.cassette,
      closest: closest, apis: miss.apis, meant: miss.meant, damage: miss.damage)
  }
}
