import Files
import Findings
import JSONModel
import RecordReplay

/// Where the payloads of an interaction are on disk: findings point there.
struct InteractionSource {
  /// The interaction's file, or the line's.
  let file: String
  private let root: JSONCursor?
  private let interaction: Interaction
  private let folder: String

  private static let limit = 64 << 20

  init(_ interaction: Interaction, in folder: String) {
    (self.interaction, self.folder) = (interaction, folder)
    let name = "\(interaction.name).json"
    guard let bytes = try? Folder(folder).bytes(of: name, limit: InteractionSource.limit) else {
      (file, root) = ("\(folder)/interactions.jsonl", nil)
      return
    }
    file = "\(folder)/\(name)"
    root = (try? JSONDocument(parsing: bytes, from: SourceText(file, quoting: bytes)))?.root
  }

  /// A finding with its place in the file. Its pointer stays the one in the body.
  func placed(_ finding: Finding) -> Finding {
    var finding = finding
    // What a provider sends is its answer, or the webhook that it asked with.
    let isRequest = interaction.direction == .inbound || finding.subject.side == .write
    let message = isRequest ? "request" : "response"
    let form = isRequest ? interaction.request.body?.form : interaction.outcome.body?.form
    guard let pointer = finding.payload?.pointer else {
      let place = part(of: finding, in: root?[message]) ?? (isRequest ? root?[message]?["url"] : nil) ?? root?[message]
      finding.payload = place.map { SourcePlace($0.place.source, $0.place.position) } ?? SourcePlace(file: file)
      return finding
    }
    switch form {
    case .json:
      let body = root?[message]?["body"]?["json"], value = body?.resolve(pointer) ?? body
      finding.payload = SourcePlace(value?.place.source ?? SourceText(file), value?.place.position, pointer: pointer)
    case .file(let path): finding.payload = SourcePlace(SourceText("\(folder)/\(path)"), nil, pointer: pointer)
    default:
      let body = root?[message]?["body"]
      finding.payload = SourcePlace(body?.place.source ?? SourceText(file), body?.place.position, pointer: pointer)
    }
    return finding
  }

  /// The header field, the status or the body that a finding is about, where it is about one.
  private func part(of finding: Finding, in message: JSONCursor?) -> JSONCursor? {
    switch finding.rule {
    case .undocumentedStatus: return message?["status"]
    case .undocumentedMediaType: return header("content-type", in: message)
    case .unexpectedBody, .unreadableBody: return message?["body"]
    case .missingCredentials: return header("authorization", in: message)
    default:
      let words = finding.subject.part?.split(separator: " ", maxSplits: 1) ?? []
      guard words.count == 2, ["header", "parameter"].contains(words[0]) else { return nil }
      return header(words[1].lowercased(), in: message)
    }
  }

  private func header(_ name: String, in message: JSONCursor?) -> JSONCursor? {
    message?["headers"]?.elements.first { $0.string?.lowercased().utf8.starts(with: "\(name):".utf8) ?? false }
  }
}
