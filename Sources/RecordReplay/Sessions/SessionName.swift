/// What a test calls its session.
public struct SessionName: Hashable, Sendable, CustomStringConvertible {
  public let text: String

  /// 1 to 100 letters, digits, `-`, `.`, `_` and `~`: what stands in a path, a header field and a user name as it is.
  /// Nil for anything else.
  public init?(_ text: String) {
    let isFine = text.utf8.allSatisfy { byte in
      switch byte {
      case 48...57, 65...90, 97...122: true
      default: "-._~".utf8.contains(byte)
      }
    }
    guard isFine, (1...100).contains(text.utf8.count), text != ".", text != ".." else { return nil }
    self.text = text
  }

  private init(checked text: String) { self.text = text }

  /// The session of whoever names none.
  public static let standard = SessionName(checked: "default")

  static func numbered(_ number: Int) -> SessionName { SessionName(checked: "session-\(number)") }

  static let rule = "1 to 100 letters, digits, hyphens, dots, underscores and tildes"

  public var description: String { text }
}
