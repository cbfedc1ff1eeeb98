import HTTPModel

/// The secrets of a whole import or recording, each with one name; in memory only.
struct SecretMemory {
  private(set) var secrets: [KnownSecret] = []
  private var indices: [[UInt8]: Int] = [:]
  /// How often a name was given.
  private var numbers: [String: Int] = [:]
  /// The names of texts that stand in a cassette already.
  private var given: [[UInt8]: String] = [:]
  private var lookup: SecretSearch?
  /// Outlines of those that are looked for as wholes.
  private var wholes = HashSketch(capacity: 0)
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
    if value.isEmpty || indices[value] != nil { return }
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
    indices[secret.value] = secrets.count
    secrets.append(secret)
    if secret.reach >= .words { lookup = nil }
    if secret.reach >= .whole { noteWhole(secret.value) }
  }

  /// The index of the secret that is this value, where it is looked for as a whole.
  private func whole(_ value: [UInt8]) -> Int? {
    guard value.withUnsafeBufferPointer({ wholes.mayContain(HashSketch.outline($0)) }), let index = indices[value],
      secrets[index].reach >= .whole
    else { return nil }
    return index
  }

  private mutating func noteWhole(_ value: [UInt8]) {
    if secrets.count <= wholes.capacity {
      value.withUnsafeBufferPointer { wholes.insert(HashSketch.outline($0)) }
      return
    }
    wholes = HashSketch(capacity: max(64, 2 * secrets.count))
    for secret in secrets where secret.reach >= .whole {
      secret.value.withUnsafeBufferPointer { wholes.insert(HashSketch.outline($0)) }
    }
  }

  /// The secret that is this value as a whole.
  subscript(_ value: [UInt8]) -> KnownSecret? { indices[value].map { secrets[$0] } }

  /// Whether `occurrences` may find something: most texts are told by hashes of their parts to hold no secret.
  mutating func mayOccur(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    if secrets.isEmpty { return false }
    if wholes.mayContain(HashSketch.outline(text)) { return true }
    guard text.count >= SecretSearch.beginningBytes else { return false }
    return text.contains(where: EscapedText.isMark) || search().mayHit(in: text)
  }

  /// Where secrets occur in a decoded value, in order, none over another: as a whole, in words, in other escapings.
  mutating func occurrences(in value: [UInt8]) -> [Occurrence] {
    if secrets.isEmpty { return [] }
    if let index = whole(value) {
      return [Occurrence(range: value.indices, secret: index)]
    }
    guard value.count >= SecretSearch.beginningBytes else { return [] }
    let search = search()
    var found = hits(search, in: value) { $0 }
    for plusIsSpace in value.contains(UInt8(ascii: "+")) ? [false, true] : [false] {
      guard let text = EscapedText(value, plusIsSpace: plusIsSpace) else { continue }
      // A whole value in an escaping that its place did not undo.
      if let index = whole(text.bytes) {
        return [Occurrence(range: value.indices, secret: index)]
      }
      found += hits(search, in: text.bytes) { text.source(of: $0) }
    }
    return Occurrence.withoutOverlaps(found)
  }

  /// The first secret that stands in bytes as they are written, or in an escaping.
  mutating func leak(in text: ArraySlice<UInt8>) -> KnownSecret? {
    guard text.withUnsafeBufferPointer({ mayOccur(in: $0) }) else { return nil }
    return occurrences(in: Array(text)).first.map { secrets[$0.secret] }
  }

  private func hits(
    _ search: SecretSearch, in bytes: [UInt8], _ source: (Range<Int>) -> Range<Int>
  ) -> [Occurrence] {
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

  private mutating func search() -> SecretSearch {
    if let lookup { return lookup }
    let made = SecretSearch(secrets)
    lookup = made
    return made
  }

  private static func standsAlone(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
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

/// Where a secret stands in a value.
struct Occurrence {
  let range: Range<Int>
  /// Its index.
  let secret: Int

  /// Of two that overlap the longer one is taken, in order.
  static func withoutOverlaps(_ all: [Occurrence]) -> [Occurrence] {
    if all.count < 2 { return all }
    var taken: [Bool] = Array(repeating: false, count: all.map(\.range.upperBound).max() ?? 0)
    let longestFirst = all.sorted { ($1.range.count, $0.range.lowerBound) < ($0.range.count, $1.range.lowerBound) }
    // None is longer than those before it, so one that overlaps another has an end in it.
    let kept = longestFirst.filter { one in
      if taken[one.range.lowerBound] || taken[one.range.upperBound - 1] { return false }
      for index in one.range { taken[index] = true }
      return true
    }
    return kept.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}
