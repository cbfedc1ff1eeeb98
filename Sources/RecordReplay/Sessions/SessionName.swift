import HTTPModel

/// What a test calls its session.
public struct SessionName: Hashable, Sendable, CustomStringConvertible {
  /// As a test writes it: pytest's ids have slashes, brackets and colons.
  public let text: String

  /// 1 to 250 bytes of text without control characters. In a path, a header field and a user name it is percent-encoded.
  /// Nil for anything else.
  public init?(_ text: String) {
    let isFine = text.unicodeScalars.allSatisfy { $0.value >= 32 && !(127...159).contains($0.value) }
    guard isFine, (1...250).contains(text.utf8.count), text != ".", text != ".." else { return nil }
    self.text = text
  }

  /// Of a header field or a user name: percent escapes undone.
  init?(encoded text: String) {
    guard let decoded = String(validating: PercentEncoding.decoded(text.utf8), as: UTF8.self) else { return nil }
    self.init(decoded)
  }

  private init(checked text: String) { self.text = text }

  /// The session of whoever names none.
  public static let standard = SessionName(checked: "default")

  static func numbered(_ number: Int) -> SessionName { SessionName(checked: "session-\(number)") }

  static let rule = "1 to 250 bytes of text without control characters, percent-encoded"

  /// Percent-encoded, as it stands in a path.
  public var description: String { PercentEncoding.encoded(text.utf8) }
}
