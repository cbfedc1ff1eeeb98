import HTTPModel
import Hashing
import JSONModel

/// A secret of an exchange, in memory only.
struct FoundSecret {
  let value: [UInt8]
  let placeholder: [UInt8]
  /// The forms in which it can be replaced: as it is, JSON-escaped, percent-encoded.
  let replaceable: [[UInt8]]

  /// Shorter values are not looked for: they stand in too many words.
  static let minSearchedBytes = 8

  init(value: [UInt8], placeholder: [UInt8]) {
    self.value = value
    self.placeholder = placeholder
    let isSearched = value.count >= FoundSecret.minSearchedBytes
    replaceable = isSearched ? FoundSecret.unique([value] + FoundSecret.escaped(value)) : []
  }

  private static func escaped(_ value: [UInt8]) -> [[UInt8]] {
    let percent = PercentEncoding.encoded(value)
    var forms = [Array(percent.utf8), Array(percent.lowercased().utf8)]
    if let text = String(validating: value, as: UTF8.self) {
      let json = Array(JSONString(text).escaped.utf8)
      forms += [
        json,
        Array(
          json.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).joined(
            separator: Array("\\/".utf8))),
      ]
    }
    return forms
  }

  private static func unique(_ forms: [[UInt8]]) -> [[UInt8]] {
    forms.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The forms in which it must stand nowhere: also hexadecimal, and Base64 at each alignment, of both alphabets.
  var revealing: [[UInt8]] {
    guard value.count >= FoundSecret.minSearchedBytes else { return [] }
    let hex = Hexadecimal.encode(value)
    var forms = replaceable + [Array(hex.utf8), Array(hex.uppercased().utf8)]
    for shift in 0...2 {
      let coded = Array(Base64.encode([UInt8](repeating: 0, count: shift) + value).utf8)
      // Only letters that no neighbouring byte has a part in.
      let inner = Array(coded[[0, 2, 3][shift]..<((shift + value.count) * 8 / 6)])
      let other = inner.map {
        $0 == UInt8(ascii: "+") ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0
      }
      forms += [inner, other]
    }
    return FoundSecret.unique(forms)
  }
}

extension [FoundSecret] {
  /// Looks for all of them, in the forms that `forms` gives.
  func search(for forms: (FoundSecret) -> [[UInt8]]) -> SecretSearch {
    SecretSearch(
      enumerated().flatMap { index, secret in
        forms(secret).map { SecretSearch.Form(bytes: $0, secret: index) }
      })
  }
}
