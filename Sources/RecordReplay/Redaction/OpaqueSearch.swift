import HTTPModel
import JSONModel

/// Looks for known secrets in content that is no text: as they are, in hexadecimal digits, in Base64, and as URLs and
/// JSON escape them.
struct OpaqueSearch {
  private let search: SecretSearch
  private let secrets: [KnownSecret]

  init(_ secrets: [KnownSecret]) {
    self.secrets = secrets
    search = SecretSearch(
      secrets.enumerated().flatMap { index, secret in
        secret.reach < .words ? [] : OpaqueSearch.forms(of: secret.value, index)
      })
  }

  /// The first that stands there.
  func secret(in bytes: [UInt8]) -> KnownSecret? {
    for hit in search.hits(in: bytes) {
      let secret = secrets[hit.secret]
      let range = hit.start..<(hit.start + hit.length)
      if hit.coding == .plain, secret.reach < .everywhere, !SecretMemory.standsAlone(range, in: bytes) { continue }
      return secret
    }
    return nil
  }

  private static func forms(of value: [UInt8], _ index: Int) -> [SecretSearch.Form] {
    let percent = PercentEncoding.encoded(value)
    var escaped = [Array(percent.utf8), Array(percent.lowercased().utf8)]
    if let text = String(validating: value, as: UTF8.self) {
      let json = Array(JSONValue.string(text).bytes().dropFirst().dropLast())
      escaped += [json, json.flatMap { $0 == UInt8(ascii: "/") ? [UInt8(ascii: "\\"), $0] : [$0] }]
    }
    let others = escaped.filter { $0 != value }.map {
      SecretSearch.Form(bytes: $0, secret: index, coding: .plain)
    }
    return SecretSearch.Form.all(of: value, secret: index) + others
  }
}
