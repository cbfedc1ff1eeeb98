import HTTPModel
import JSONModel
import SecretDetection

/// The secrets of a whole import or recording, each with one name; in memory only.
struct SecretMemory {
  private(set) var secrets: [KnownSecret] = []
  private var indices: [ByteKey: Int] = [:]
  /// How often a name was given.
  private var numbers: [String: Int] = [:]
  /// The names of texts that stand in a cassette already.
  private var given: [[UInt8]: String] = [:]
  /// Those that are looked for inside texts.
  private var search = SecretSearch()
  /// Outlines of those that are looked for as wholes.
  private var wholes = NumberSet()
  /// How those begin between the quotes of JSON; nil where one is too short to tell so.
  private(set) var quoted: NumberSet? = NumberSet()
  /// Nil leaves personal data as it is.
  let key: PseudonymKey?

  init(key: PseudonymKey? = nil) { self.key = key }

  /// Names that a cassette has already are not given again, but to the same pseudonym.
  mutating func reserve(_ name: String, for text: String) {
    let parts = name.utf8.split(separator: UInt8(ascii: "-"))
    let number = parts.count > 1 ? parts.last.flatMap { Int(String(decoding: Array($0), as: UTF8.self)) } : nil
    let base = number.map { String(name.dropLast("-\($0)".count)) } ?? name
    numbers[base] = max(numbers[base] ?? 0, number ?? 1)
    given[Array(text.utf8)] = name
  }

  /// Remembers a value. `isData`: it is looked for nowhere else. What was found by a weaker rule first stays as it is.
  mutating func learn(
    _ value: [UInt8], api: String, called name: String, rule: String, isData: Bool = false, isGiven: Bool = false,
    isPersonal: Bool = false
  ) {
    if value.isEmpty || indices[ByteKey(value)] != nil { return }
    if let undone = EscapedText(value, plusIsSpace: false)?.bytes, undone != value,
      String(validating: undone, as: UTF8.self) != nil
    {
      // What is escaped here, as in a URL inside a text, may stand elsewhere as it was.
      learn(undone, api: api, called: name, rule: rule, isData: isData, isGiven: isGiven, isPersonal: isPersonal)
      if let plain = self[undone] { return add(plain.spelt(value)) }
    }
    // Whoever has a licence key may use it and show it: with a key it has a pseudonym, which is one thing everywhere.
    let pseudonym = isPersonal || isData ? key?.pseudonym(for: value) : nil
    let base = Placeholder.name(api: api, name)
    let old = pseudonym.flatMap { given[$0] }
    let number = old == nil ? numbers[base, default: 0] + 1 : 0
    if old == nil { numbers[base] = number }
    let reach =
      isGiven ? .words : isData && pseudonym == nil ? .nowhere : KnownSecret.Reach(of: value, isPersonal: isPersonal)
    let secret = KnownSecret(
      value: value, name: old ?? (number == 1 ? base : "\(base)-\(number)"), rule: rule, reach: reach,
      standIn: pseudonym ?? StandIn.make(for: value, number: number), isPersonal: pseudonym != nil)
    add(secret)
  }

  private mutating func add(_ secret: KnownSecret) {
    let index = secrets.count
    indices[ByteKey(secret.value)] = index
    secrets.append(secret)
    if secret.reach >= .words {
      for form in SecretSearch.Form.all(of: secret.value, secret: index) { search.add(form) }
    }
    if secret.reach >= .whole {
      secret.value.withUnsafeBufferPointer { wholes.insert(NumberSet.outline($0)) }
      noteQuoted(secret.value)
    }
  }

  /// The index of the secret that is this value, where it is looked for as a whole.
  private func whole(_ value: [UInt8]) -> Int? {
    guard value.withUnsafeBufferPointer({ wholes.contains(NumberSet.outline($0)) }),
      let index = indices[ByteKey(value)],
      secrets[index].reach >= .whole
    else { return nil }
    return index
  }

  /// The secret that is this value as a whole.
  subscript(_ value: [UInt8]) -> KnownSecret? { indices[ByteKey(value)].map { secrets[$0] } }

  /// Whether `occurrences` may find something: most texts are told by numbers made of their parts to hold no secret.
  mutating func mayOccur(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    if secrets.isEmpty { return false }
    search.settle()
    if stands(in: text) { return true }
    guard text.count >= SecretSearch.beginningBytes, EscapedText.mark(in: text, from: 0, orPlus: true) != nil else {
      return false
    }
    return SecretMemory.undone(Array(text)).contains { $0.bytes.withUnsafeBufferPointer { stands(in: $0) } }
  }

  /// As a whole, or inside it.
  private func stands(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    wholes.contains(NumberSet.outline(text)) || search.mayHit(in: text)
  }

  /// The text with its escapes undone, where there are some; it depends on the text what a `+` is.
  private static func undone(_ text: [UInt8]) -> [EscapedText] {
    (text.contains(UInt8(ascii: "+")) ? [false, true] : [false]).compactMap { EscapedText(text, plusIsSpace: $0) }
  }

  /// Where secrets occur in a decoded value, in order, none over another: as a whole, in words, in other escapings.
  mutating func occurrences(in value: [UInt8]) -> [Occurrence] {
    if secrets.isEmpty { return [] }
    if let index = whole(value) {
      return [Occurrence(range: value.indices, secret: index)]
    }
    guard value.count >= SecretSearch.beginningBytes else { return [] }
    search.settle()
    var found = hits(in: value) { $0 }
    for text in SecretMemory.undone(value) {
      // A whole value in an escaping that its place did not undo.
      if let index = whole(text.bytes) {
        return [Occurrence(range: value.indices, secret: index)]
      }
      found += hits(in: text.bytes) { text.source(of: $0) }
    }
    return Occurrence.withoutOverlaps(found)
  }

  /// The first secret that stands in bytes as they are written, or in an escaping.
  mutating func leak(in text: ArraySlice<UInt8>) -> KnownSecret? {
    guard text.withUnsafeBufferPointer({ mayOccur(in: $0) }) else { return nil }
    return occurrences(in: Array(text)).first.map { secrets[$0.secret] }
  }

  private func hits(in bytes: [UInt8], _ source: (Range<Int>) -> Range<Int>) -> [Occurrence] {
    search.hits(in: bytes).compactMap { hit in
      let secret = secrets[hit.secret]
      var range = hit.start..<(hit.start + hit.length)
      switch hit.coding {
      case .plain where secret.reach < .everywhere && !SecretMemory.standsAlone(range, in: bytes): return nil
      case .plain, .hexadecimal: break
      case .base64: range = SecretMemory.run(around: range, in: bytes)
      }
      return Occurrence(range: source(range), secret: hit.secret)
    }
  }

  static func standsAlone(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
    func joins(_ left: Int, _ right: Int) -> Bool {
      left >= 0 && right < bytes.count && isWord(bytes[left]) && isWord(bytes[right])
    }
    return !joins(range.lowerBound - 1, range.lowerBound) && !joins(range.upperBound - 1, range.upperBound)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 128 || byte | 32 >= 97 && byte | 32 <= 122 || (48...57).contains(byte)
  }

  /// The whole Base64 of which a part was found.
  private static func run(around range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    func isLetter(_ byte: UInt8) -> Bool { isWord(byte) && byte < 128 || "+/-_".utf8.contains(byte) }
    var start = range.lowerBound, end = range.upperBound
    while start > 0, isLetter(bytes[start - 1]) { start -= 1 }
    while end < bytes.count, isLetter(bytes[end]) { end += 1 }
    while end < bytes.count, bytes[end] == UInt8(ascii: "=") { end += 1 }
    return start..<end
  }
}

extension SecretMemory {
  /// The quote that the value would follow in JSON, and as many bytes as make eight with it.
  private mutating func noteQuoted(_ value: [UInt8]) {
    guard value.count >= 6 else { return quoted = nil }
    let quote = [UInt8(ascii: "\"")]
    let beginning = (quote + value + quote).prefix(8)
    quoted?.insert(beginning.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) })
  }

  /// Where a secret may begin in JSON, as a whole string without escapes or inside one; also in other escapings than
  /// JSON's. In order; nil where that can't be told.
  mutating func places(inJSON document: JSONDocument) -> [Int]? {
    if secrets.isEmpty { return [] }
    search.settle()
    let bytes = document.bytes
    guard let quoted, whole(bytes) == nil else { return nil }
    var places = search.places(in: bytes)
    let inOrder = places.count
    document.withNodes { nodes in
      quoted.withView { quoted in
        guard let quoted else { return }
        for node in nodes.all where nodes.kind(of: node) == .string {
          let range = nodes.range(of: node)
          if range.count >= 8, quoted.contains(eightBytes: nodes.bytes, at: range.lowerBound) {
            places.append(range.lowerBound)
          }
        }
      }
    }
    if bytes.withUnsafeBufferPointer({ EscapedText.mark(in: $0, from: 0, orPlus: true) }) != nil {
      // Longer ones are not undone.
      if bytes.count > EscapedText.longest { return nil }
      for text in SecretMemory.undone(bytes) {
        if whole(text.bytes) != nil { return nil }
        places += search.places(in: text.bytes).map { text.source(of: $0..<$0).lowerBound }
        places += quotes(in: text.bytes, quoted).map { text.source(of: $0..<$0).lowerBound }
      }
    }
    if places.count > inOrder { places.sort() }
    return places
  }

  /// Where a quote and the seven bytes behind it are those of `quoted`.
  private func quotes(in bytes: [UInt8], _ quoted: NumberSet) -> [Int] {
    bytes.withUnsafeBufferPointer { bytes in
      quoted.withView { quoted in
        guard let quoted else { return [] }
        return bytes.indices.filter { start in
          bytes[start] == UInt8(ascii: "\"") && quoted.contains(eightBytes: bytes, at: start)
        }
      }
    }
  }
}

/// Bytes that are hashed at once, not one by one.
private struct ByteKey: Hashable {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
}
