import Hashing
import JSONModel

extension Finding {
  /// 16 hexadecimal digits that stay the same as long as the finding does: made of its rule, subject, pointer (without the
  /// positions in arrays) and detail; never of a file's name, a line, or prose.
  public var fingerprint: String {
    let subject = [subject.api, subject.operation, subject.part, subject.side?.rawValue]
    // A contract's own fault is where its contract says.
    let place = normalisedPointer ?? contract?.pointer.map { "\($0)" }
    let parts = [rule.id] + (subject + [place, detail]).map { $0 ?? "" }
    // A part cannot run into the next: each is preceded by its length.
    let bytes = parts.flatMap { Array("\($0.utf8.count):\($0)".utf8) }
    return String(Digest.sha256.hex(bytes).prefix(16))
  }

  /// What findings of one cause have in common: one added currency shows at fourteen places of a payload and is one cause.
  ///
  /// The rule, the place in the contract where there is one, and the detail; else the rule, the subject's operation and the
  /// pointer.
  public var cause: String {
    let place = contract.flatMap { place in place.pointer.map { "\(place.file ?? "")#\($0)" } }
    let name = rule.id == FindingRule.undocumentedField.id ? payload?.pointer?.tokens.last : nil
    let own = place ?? "\(subject.operation ?? "") \(normalisedPointer ?? "")"
    return [rule.id, own, name ?? "", detail ?? ""].joined(separator: "\u{1F}")
  }

  /// The payload's pointer with `*` for each position in an array.
  public var normalisedPointer: String? {
    payload?.pointer.map { pointer in
      "\(JSONPointer(tokens: pointer.tokens.map { Finding.isIndex($0) ? "*" : $0 }))"
    }
  }

  private static func isIndex(_ token: String) -> Bool {
    !token.isEmpty && token.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
