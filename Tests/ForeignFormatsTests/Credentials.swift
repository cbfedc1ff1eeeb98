import ForeignFormats
import HTTPModel
import Hashing

/// What must not be found in a cassette, and how it could be hidden there.
enum Credentials {
  /// Tokens of Keygen's shape anywhere in the file, and what stands in `Authorization` but licence keys.
  static func all(in file: [UInt8], _ har: ForeignRecording) -> Set<String> {
    var found = tokens(in: file).union(["throwaway-password-1"])
    for entry in har.entries {
      for value in entry.exchange.request.headers.all("authorization") where !value.hasPrefix("License ") {
        let credential = String(value.split(separator: " ").last ?? "")
        if credential.utf8.count >= 8 { found.insert(credential) }
      }
    }
    return found
  }

  private static func tokens(in file: [UInt8]) -> Set<String> {
    var found: Set<String> = []
    let word = { (byte: UInt8) in (48...57).contains(byte) || (97...122).contains(byte) || byte == UInt8(ascii: "-") }
    for piece in file.split(whereSeparator: { !word($0) }) where piece.suffix(2).elementsEqual("v3".utf8) {
      let hex = piece.dropLast(2).reversed().prefix { $0 != UInt8(ascii: "-") }
      if hex.count == 64 { found.insert(String(decoding: piece, as: UTF8.self)) }
    }
    return found
  }

  /// What the requests and answers of other tools' traffic give away: what stands in `Authorization`, the password in it,
  /// session cookies, and tokens of Keygen's shape in bodies.
  static func sent(in exchanges: [Exchange]) -> Set<String> {
    var found: Set<String> = []
    for exchange in exchanges {
      var texts = [exchange.request.body]
      var cookies = exchange.request.headers.all("cookie")
      if case .response(let response) = exchange.outcome {
        texts.append(response.body)
        cookies += response.headers.all("set-cookie")
      }
      for value in exchange.request.headers.all("authorization") where !value.hasPrefix("License ") {
        let credential = String(value.split(separator: " ").last ?? "")
        found.insert(credential)
        guard value.hasPrefix("Basic "), let pair = Base64.decode(credential),
          let colon = pair.firstIndex(of: UInt8(ascii: ":"))
        else { continue }
        found.insert(String(decoding: pair[(colon + 1)...], as: UTF8.self))
      }
      for pair in cookies.flatMap({ $0.split(separator: ";") }) where pair.hasPrefix("sid=") || pair.hasPrefix(" sid=")
      {
        // `sid=old` is a word that is everywhere.
        if let value = pair.split(separator: "=").last, value.utf8.count >= 6 { found.insert(String(value)) }
      }
      for case .bytes(let bytes) in texts { found.formUnion(tokens(in: bytes)) }
    }
    return found
  }

  /// Plain, percent-encoded, and in Base64 at each alignment.
  static func forms(of secret: String) -> Set<String> {
    var forms: Set<String> = [secret, PercentEncoding.encoded(secret.utf8)]
    for shift in 0...2 {
      let coded = Array(Base64.encode([UInt8](repeating: 0, count: shift) + Array(secret.utf8)).utf8)
      let inner = coded[[0, 2, 3][shift]..<((shift + secret.utf8.count) * 8 / 6)]
      forms.insert(String(decoding: inner, as: UTF8.self))
    }
    return forms
  }
}
