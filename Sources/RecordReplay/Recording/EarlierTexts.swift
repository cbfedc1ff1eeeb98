import HTTPModel

/// The texts of what was recorded, in memory, so that a value that turns out to be a secret is looked for in them at once
/// and not on disk. Redacted as they are, they hold no secret that was known.
struct EarlierTexts {
  /// Beyond that the oldest are forgotten: what stands in those alone is found when the recording ends.
  private let maxBytes: Int
  private var bytes: [UInt8] = []

  /// As deep as texts in texts in texts are escaped.
  private static let maxLayers = 4

  init(maxBytes: Int = 128 << 20) { self.maxBytes = maxBytes }

  /// Reads side files, but for long ones.
  mutating func note(_ interaction: Interaction) throws(CassetteError) {
    note(interaction.name)
    let request = interaction.request
    request.url.target.bytes.withUnsafeBufferPointer { note(layersOf: $0) }
    note(request.headers)
    try note(request.body)
    guard let response = interaction.outcome.response else { return }
    note(response.reason)
    note(response.headers)
    note(response.trailers)
    for interim in response.interim { note(interim.headers) }
    try note(response.body)
  }

  private mutating func note(_ text: String) {
    var text = text
    text.withUTF8 { note(layersOf: $0) }
  }

  private mutating func note(_ fields: HeaderFields) {
    for index in fields.indices { fields.withBytes(of: index) { _, value in note(layersOf: value) } }
  }

  private mutating func note(_ body: StoredBody?) throws(CassetteError) {
    guard let body, !body.isLong else { return }
    try body.bytes.withUnsafeBufferPointer { note(layersOf: $0) }
  }

  /// A text, and what it is without its escapes.
  private mutating func note(layersOf text: UnsafeBufferPointer<UInt8>) {
    note(text)
    // Most hold no escape.
    guard EscapedText.mark(in: text, from: 0, orPlus: true) != nil else { return }
    for plusIsSpace in text.contains(UInt8(ascii: "+")) ? [false, true] : [false] {
      var layer = Array(text)
      for _ in 0..<EarlierTexts.maxLayers {
        guard let undone = EscapedText(layer, plusIsSpace: plusIsSpace)?.bytes, undone != layer else { break }
        undone.withUnsafeBufferPointer { note($0) }
        layer = undone
      }
    }
  }

  private mutating func note(_ text: UnsafeBufferPointer<UInt8>) {
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
