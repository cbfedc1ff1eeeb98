/// What stands for a secret where a client sends it: `{{keygen.token}}`.
enum Placeholder {
  /// What stands between its braces. `name` may be any text; what a placeholder cannot hold becomes a hyphen.
  static func name(api: String, _ name: String) -> String {
    let plain = name.lowercased().utf8.prefix(60).map { byte -> UInt8 in
      switch byte {
      case 48...57, 97...122, UInt8(ascii: "_"), UInt8(ascii: "."): byte
      default: UInt8(ascii: "-")
      }
    }
    return "\(api).\(String(decoding: plain, as: UTF8.self))"
  }

  /// What a person writes into a stored request in the place of a whole value: whatever comes fits there.
  static let any = Array("{{any}}".utf8)

  /// Whether the text stands for a value of a stored request of this API.
  static func isWildcard(_ text: some Collection<UInt8>, api: String) -> Bool {
    isWhole(text, api: api) || text.elementsEqual(any)
  }

  /// Whether the text is a placeholder as a whole, of whatever API.
  static func isWhole(_ text: some Collection<UInt8>) -> Bool {
    let braces: [UInt8] = [UInt8(ascii: "{"), UInt8(ascii: "}")]
    return text.count > 4 && text.starts(with: "{{".utf8) && text.suffix(2).elementsEqual("}}".utf8)
      && !text.dropFirst(2).dropLast(2).contains { braces.contains($0) || $0 < 32 }
  }

  /// Whether the text is a placeholder of this API as a whole.
  static func isWhole(_ text: some Collection<UInt8>, api: String) -> Bool {
    isWhole(text) && text.dropFirst(2).starts(with: "\(api).".utf8)
  }
}
