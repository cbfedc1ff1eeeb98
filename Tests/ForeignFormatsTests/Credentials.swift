import ForeignFormats
import HTTPModel
import Hashing

/// What must not be found in a cassette, and how it could be hidden there.
enum Credentials {
  /// Tokens of Keygen's shape anywhere in the file, and what stands in `Authorization` but licence keys.
  static func all(in file: [UInt8], _ har: HARFile) -> Set<String> {
    var found: Set<String> = ["throwaway-password-1"]
    let word = { (byte: UInt8) in (48...57).contains(byte) || (97...122).contains(byte) || byte == UInt8(ascii: "-") }
    for piece in file.split(whereSeparator: { !word($0) }) where piece.suffix(2).elementsEqual("v3".utf8) {
      let hex = piece.dropLast(2).reversed().prefix { $0 != UInt8(ascii: "-") }
      if hex.count == 64 { found.insert(String(decoding: piece, as: UTF8.self)) }
    }
    for entry in har.entries {
      for value in entry.exchange.request.headers.all("authorization") where !value.hasPrefix("License ") {
        let credential = String(value.split(separator: " ").last ?? "")
        if credential.utf8.count >= 8 { found.insert(credential) }
      }
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
