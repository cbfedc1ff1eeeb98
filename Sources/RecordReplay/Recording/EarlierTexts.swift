/// The texts of what was recorded, in memory, so that a value that turns out to be a secret is looked for in them at once
/// and not on disk. Redacted as they are, they hold no secret that was known.
struct EarlierTexts {
  /// Beyond that the oldest are forgotten: what stands in those alone is found when the recording ends.
  private let maxBytes: Int
  private var bytes: [UInt8] = []

  /// As deep as texts in texts in texts are escaped.
  private static let maxLayers = 4

  init(maxBytes: Int = 128 << 20) { self.maxBytes = maxBytes }

  /// Reads side files.
  mutating func note(_ interaction: Interaction) throws(CassetteError) {
    note(Array(interaction.name.utf8)[...])
    _ = try ExchangeDraft(interaction).first { text -> Never? in
      note(text)
      // Most hold no escape.
      guard text.withUnsafeBufferPointer({ EscapedText.mark(in: $0, from: 0, orPlus: true) }) != nil else { return nil }
      for plusIsSpace in text.contains(UInt8(ascii: "+")) ? [false, true] : [false] {
        var layer = Array(text)
        for _ in 0..<EarlierTexts.maxLayers {
          guard let undone = EscapedText(layer, plusIsSpace: plusIsSpace)?.bytes, undone != layer else { break }
          note(undone[...])
          layer = undone
        }
      }
      return nil
    }
  }

  private mutating func note(_ text: ArraySlice<UInt8>) {
    if text.count > maxBytes - bytes.count { bytes.removeFirst(bytes.count / 2) }
    if text.count > maxBytes - bytes.count { bytes.removeAll() }
    if text.count > maxBytes { return }
    bytes += text
    bytes.append(0)
  }

  /// False where none of them stands in a text, in whatever escaping.
  func mayHold(_ secrets: some Sequence<KnownSecret>) -> Bool {
    let sought = secrets.filter { $0.reach >= .whole }
    if sought.isEmpty { return false }
    let forms = sought.enumerated().flatMap { SecretSearch.Form.all(of: $1.value, secret: $0) }
    if !SecretSearch(forms).hits(in: bytes).isEmpty { return true }
    return forms.contains { $0.bytes.count < SecretSearch.beginningBytes && bytes[...].firstIndex(of: $0.bytes) != nil }
  }
}
