import HTTPModel
import JSONModel

/// How an interaction's file is named: number, API, method, and of the path the last segment that is no id; an inbound
/// one by its event's type. A name never holds an id, so that none gets into a list of files.
enum InteractionName {
  /// `eventType` is where an inbound body says what happened.
  static func make(number: Int, for interaction: Interaction, eventType: JSONPointer?) -> String {
    var name = Array(padded(number).utf8)
    append(interaction.api.utf8, to: &name)
    switch interaction.direction {
    case .inbound:
      append("webhook".utf8, to: &name)
      if let event = event(interaction.request, at: eventType) { append(event.utf8, to: &name) }
    case .outbound:
      append(interaction.request.method.rawValue.utf8, to: &name)
      if let segment = segment(interaction.request.url.target) { append(segment, to: &name) }
    }
    return String(decoding: name, as: UTF8.self)
  }

  private static func append(_ part: some Sequence<UInt8>, to name: inout [UInt8]) {
    name.append(UInt8(ascii: "-"))
    for byte in part.prefix(60) { name.append(isPlain(byte) ? byte : UInt8(ascii: "-")) }
  }

  /// What it was called, or would be, with the number that it has; nil where it has none.
  static func made(for interaction: Interaction, _ api: API) -> String? {
    number(of: interaction.name).map { make(number: $0, for: interaction, eventType: api.profile?.eventType) }
  }

  /// At least three digits.
  static func padded(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 3 - digits.utf8.count)) + digits
  }

  /// The number that a file's name begins with; nil where it begins with none.
  static func number(of name: String) -> Int? {
    let digits = name.utf8.prefix { $0 >= 48 && $0 <= 57 }
    guard !digits.isEmpty, digits.count <= 9, name.utf8.dropFirst(digits.count).first == UInt8(ascii: "-") else {
      return nil
    }
    return Int(String(decoding: digits, as: UTF8.self))
  }

  /// The last that is no id.
  private static func segment(_ target: Target) -> ArraySlice<UInt8>? {
    var rest = target.path
    while !rest.isEmpty {
      let start = rest.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? rest.startIndex
      let segment = rest[start...]
      if !segment.isEmpty, !isID(segment) { return segment }
      rest = rest[..<max(rest.startIndex, start - 1)]
    }
    return nil
  }

  /// Numbers, what has digits and is long (UUIDs, Paddle's ids, licence keys), and whatever is no plain word.
  private static func isID(_ segment: ArraySlice<UInt8>) -> Bool {
    let digits = segment.count { $0 >= 48 && $0 <= 57 }
    let isWord = segment.allSatisfy(isPlain)
    return digits == segment.count || (digits > 0 && segment.count >= 16) || segment.count > 40 || !isWord
  }

  private static func event(_ request: StoredRequest, at pointer: JSONPointer?) -> String? {
    guard let pointer, let bytes = request.body?.content.atHand, let document = try? JSONDocument(parsing: bytes) else {
      return nil
    }
    return document.root.resolve(pointer)?.string
  }

  /// Whether it is of the letters that names are made of, and short enough for a file.
  static func isName(_ name: some Collection<UInt8>) -> Bool { name.count <= 250 && name.allSatisfy(isPlain) }

  static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }
}
