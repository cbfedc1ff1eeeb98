/// What the strings at one place were.
public struct TextEvidence: Sendable {
  public private(set) var count = 0
  public private(set) var distinct = DistinctCount()
  /// Those that all strings so far are in.
  private var formats = Formats.all
  /// How often each was there, in the order of their first time. Nil where one isn't a token, or where there are too
  /// many.
  private var tokens: [(text: String, count: Int)]? = []

  /// More different ones are no set that somebody listed.
  static let maxTokens = 12

  init() {}

  /// The format that all of them are in, by OpenAPI's name; nil where there is none.
  public var format: String? { count == 0 ? nil : formats.name }

  /// Whether all of them are in a format, by its name; nil where nobody looked.
  public func areAll(in format: String) -> Bool? {
    Formats.known.first { $0.name == format && $0.set != .uri }.map { formats.contains($0.set) }
  }

  mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    count += 1
    distinct.add(UnsafeRawBufferPointer(text))
    if !formats.isEmpty { formats.keep(for: text) }
    guard let known = tokens else { return }
    if let index = known.firstIndex(where: { $0.text.utf8.elementsEqual(text) }) {
      tokens?[index].count += 1
    } else if known.count < TextEvidence.maxTokens, TextEvidence.isToken(text) {
      tokens?.append((String(decoding: text, as: UTF8.self), 1))
    } else {
      tokens = nil
    }
  }

  mutating func merge(_ other: TextEvidence) {
    count += other.count
    distinct.merge(other.distinct)
    formats.formIntersection(other.formats)
    guard var merged = tokens, let added = other.tokens else {
      tokens = nil
      return
    }
    for token in added {
      if let index = merged.firstIndex(where: { $0.text == token.text }) {
        merged[index].count += token.count
      } else {
        merged.append(token)
      }
    }
    tokens = merged.count > TextEvidence.maxTokens ? nil : merged
  }

  /// All different ones, sorted, where they may be shown: each is a token, and the name of the member does not say that
  /// they are personal, secret or free text. Nil where they may not.
  public func values(of member: String) -> [String]? {
    guard let tokens, count > 0, !MemberName(member).isPrivate else { return nil }
    return tokens.map(\.text).sorted()
  }

  /// Those that are not among `known`, sorted; nil where nobody can tell. They may be personal: see `values(of:)`.
  public func outside(_ known: Set<String>) -> [String]? { tokens?.map(\.text).filter { !known.contains($0) }.sorted() }

  /// The values that a schema may list: few, and each seen again and again.
  public func enumeration(of member: String) -> [String]? {
    guard let values = values(of: member), values.count >= 2, count >= max(6, 3 * values.count),
      !MemberName(member).isOpen
    else { return nil }
    return values
  }

  /// A word as programs use them: one of `active`, `past_due`, `perUser`, `transaction.completed`, `NOT_FOUND`; not
  /// `Ada`.
  private static func isToken(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first, first.isLetter, text.count <= 40 else { return false }
    let isConstant = first < 97
    var last: UInt8 = 0
    for byte in text {
      let isMark = byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      guard byte.isLetter || byte.isDigit || (isMark && last.isASCIIWord) else { return false }
      if isConstant, byte.isLetter, byte >= 97 { return false }
      last = byte
    }
    return last.isASCIIWord && !IdentifierShape.matches(text)
  }

  /// The formats that are recognised.
  struct Formats: OptionSet, Sendable {
    let rawValue: UInt8
    static let uuid = Formats(rawValue: 1)
    static let dateTime = Formats(rawValue: 2)
    static let date = Formats(rawValue: 4)
    static let email = Formats(rawValue: 8)
    static let ipv4 = Formats(rawValue: 16)
    static let ipv6 = Formats(rawValue: 32)
    static let uri = Formats(rawValue: 64)
    static let all: Formats = [.uuid, .dateTime, .date, .email, .ipv4, .ipv6, .uri]

    fileprivate static let known: [(set: Formats, format: Format, name: String)] = [
      (.uuid, .uuid, "uuid"), (.dateTime, .dateTime, "date-time"), (.date, .date, "date"), (.email, .email, "email"),
      (.ipv4, .ipv4, "ipv4"), (.ipv6, .ipv6, "ipv6"), (.uri, .uri, "uri"),
    ]

    var name: String? { Formats.known.first { contains($0.set) }?.name }

    mutating func keep(for text: UnsafeBufferPointer<UInt8>) {
      for one in Formats.known where contains(one.set) {
        // Much is a URI that nobody means as one: `note:1`.
        let isMeant = one.format != .uri || Formats.hasAuthority(text)
        if !isMeant || !one.format.accepts(text) { remove(one.set) }
      }
    }

    private static func hasAuthority(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
      guard let colon = text.firstIndex(of: UInt8(ascii: ":")), colon + 2 < text.count else { return false }
      return text[colon + 1] == UInt8(ascii: "/") && text[colon + 2] == UInt8(ascii: "/")
    }
  }
}

extension UInt8 {
  fileprivate var isASCIIWord: Bool { isLetter || isDigit }
}
