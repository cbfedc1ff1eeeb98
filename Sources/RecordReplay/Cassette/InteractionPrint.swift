import HTTPModel
import Hashing

/// What two interactions have in common that were made of the same exchange, however secrets were named: another import
/// of the same file finds it again.
public struct InteractionPrint: Hashable, Sendable {
  private var digest: [UInt8] = []

  /// Reads side files to their end.
  public init(_ interaction: Interaction) throws(CassetteError) {
    let request = interaction.request
    var parts = ["\(interaction.api) \(interaction.recorded.at.map { "\($0)" } ?? "") \(request.method)"]
      .map { Array($0.utf8) }
    parts.append(Array("\(request.url)".utf8))
    parts += InteractionPrint.fields(request.headers)
    parts.append(try InteractionPrint.content(request.body))
    switch interaction.outcome {
    case .response(let response):
      parts.append(Array("\(response.status) \(response.reason)".utf8))
      parts += InteractionPrint.fields(response.headers)
      parts.append(try InteractionPrint.content(response.body))
    case .failure(let failure): parts.append(Array(failure.kind.rawValue.utf8))
    }
    let captures = (interaction.captures?.request ?? []) + (interaction.captures?.response ?? [])
    let texts = CapturedTexts(captures.map { (Array($0.text.utf8), 0) }.filter { !$0.0.isEmpty })
    var stream = DigestStream(.sha256)
    for part in parts.map({ InteractionPrint.without(texts, $0) }) { stream.add(Array("\(part.count) ".utf8) + part) }
    digest = stream.finish()
  }

  /// With their number before them.
  private static func fields(_ headers: HeaderFields) -> [[UInt8]] {
    [Array("\(headers.count)".utf8)] + headers.map { Array($0.nameBytes) + [58] + Array($0.value) }
  }

  private static func content(_ body: StoredBody?) throws(CassetteError) -> [UInt8] {
    guard let body else { return [] }
    if let bytes = body.content.atHand { return bytes }
    return Array(try body.digest.utf8)
  }

  /// What was put in the place of secrets is left out: another import may name them otherwise.
  private static func without(_ texts: CapturedTexts, _ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var start = 0
    for hit in texts.hits(in: bytes) {
      result += bytes[start..<hit.range.lowerBound] + [0]
      start = hit.range.upperBound
    }
    return result + bytes[start...]
  }
}
