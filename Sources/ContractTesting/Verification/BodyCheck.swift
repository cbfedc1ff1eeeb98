import Findings
import HTTPModel
import JSONModel

/// Holds a body against what a contract has for it.
struct BodyCheck {
  let contract: Contract
  let options: Verification
  /// Its part is the body's: `request`, `response 200`.
  let subject: FindingSubject
  /// Of the body, where it was parsed already.
  var document: JSONDocument?

  /// `headers` say the media type. An empty body is none.
  func findings(
    _ bytes: [UInt8], _ headers: HeaderFields, _ content: MediaTypes, isRequired: Bool, at place: ContractPlace
  ) -> [Finding] {
    guard !bytes.isEmpty else {
      let isMissing = isRequired && !content.entries.isEmpty
      return isMissing ? [Finding(.missingBody, subject, "there is no body", contract: place.value.place)] : []
    }
    if content.entries.isEmpty {
      return [
        Finding(
          .unexpectedBody, subject, "there is a body of \(bytes.count) bytes, and the contract has none",
          contract: place.value.place)
      ]
    }
    guard bytes.count <= options.maxBodyBytes else {
      return [unverifiable("the body exceeds \(options.maxBodyBytes) bytes, the most that is verified")]
    }
    let named = headers.first("content-type")
    guard let type = named.flatMap({ MediaType($0) }) ?? guess(content) else {
      let shown = options.quotesValues || named == nil ? "is \(named ?? "none")" : "cannot be read"
      return [
        Finding(
          .undocumentedMediaType, subject, "the media type \(shown)", contract: place.value.place,
          detail: options.quotesValues ? named : nil)
      ]
    }
    guard let match = content.match(type) else {
      let known = content.entries.map(\.name).joined(separator: ", ")
      return [
        Finding(
          .undocumentedMediaType, subject, "\(type.essence) is not one of \(known)", contract: place.value.place,
          detail: type.essence)
      ]
    }
    let found = findings(bytes, headers, type, match.entry)
    guard match.isBySuffix, options.strength == .strict else { return found }
    let alike = Finding(
      .undocumentedMediaType, subject, "\(type.essence) is not described; it is verified as \(match.entry.name)",
      contract: match.entry.place.value.place, detail: type.essence)
    return [alike] + found
  }

  private func findings(
    _ bytes: [UInt8], _ headers: HeaderFields, _ type: MediaType, _ entry: MediaTypes.Entry
  ) -> [Finding] {
    guard let schema = entry.schema else { return unreadable(bytes, type, entry.place) }
    let encoding = headers.first("content-encoding")?.lowercased()
    return findings(bytes, type, schema, of: entry.place, isEncoded: encoding != nil && encoding != "identity")
  }

  /// The only type that a contract has, for a body that does not say its own.
  private func guess(_ content: MediaTypes) -> MediaType? {
    content.entries.count == 1
      ? content.entries[0].type.flatMap { $0.type == "*" || $0.subtype == "*" ? nil : $0 } : nil
  }

  private func unverifiable(_ message: String, _ place: ContractPlace? = nil) -> Finding {
    Finding(.unverifiable, subject, message, contract: place?.value.place)
  }

  /// A body without a schema can still be no JSON.
  private func unreadable(_ bytes: [UInt8], _ type: MediaType, _ place: ContractPlace) -> [Finding] {
    guard type.isJSON, case .failure(let error) = parsed(bytes) else { return [] }
    return [unreadable(error, place)]
  }

  private func parsed(_ bytes: [UInt8]) -> Result<JSONDocument, JSONSyntaxError> {
    if let document { return .success(document) }
    do throws(JSONSyntaxError) {
      return .success(try JSONDocument(parsing: bytes, from: options.source))
    } catch {
      return .failure(error)
    }
  }

  private func unreadable(_ error: JSONSyntaxError, _ place: ContractPlace) -> Finding {
    Finding(
      .unreadableBody, subject, "not JSON: \(error.reason)", payload: error.place, contract: place.value.place)
  }

  private func findings(
    _ bytes: [UInt8], _ type: MediaType, _ schema: ContractPlace, of entry: ContractPlace, isEncoded: Bool
  ) -> [Finding] {
    if type.isJSON {
      switch parsed(bytes) {
      case .success(let document): return json(document, schema)
      case .failure(let error):
        return isEncoded
          ? [unverifiable("the body's content coding is not undone", schema)] : [unreadable(error, schema)]
      }
    }
    switch TextReader(files: contract.storage.files).body(bytes, type, by: schema, of: entry) {
    case .json(let json): return text(json, schema)
    case .opaque: return []
    case .undivided:
      let place = schema.value.place
      return [Finding(.unreadableBody, subject, "the body is not divided by its boundary", contract: place)]
    case .unread:
      return [
        unverifiable(
          "a body of \(type.essence) is not read as an object or array; to accept it as a text, say \"type: string\"",
          schema)
      ]
    }
  }

  func json(_ document: JSONDocument, _ schema: ContractPlace) -> [Finding] {
    PayloadCheck(contract: contract, options: options, subject: subject).findings(document.root, schema)
  }

  /// Of JSON that was made from another syntax.
  private func text(_ json: [UInt8], _ schema: ContractPlace) -> [Finding] {
    guard let document = try? JSONDocument(parsing: json) else {
      return [unverifiable("the body cannot be read as its schema says", schema)]
    }
    return PayloadCheck(contract: contract, options: options, subject: subject, hasPositions: false)
      .findings(document.root, schema)
  }
}
