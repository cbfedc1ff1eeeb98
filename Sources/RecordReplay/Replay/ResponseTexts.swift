import HTTPModel
import JSONModel

/// The texts of a stored response that hold stand-ins.
struct ResponseTexts: Sendable {
  private var headers: [Int: FilledText] = [:]
  private var trailers: [Int: FilledText] = [:]
  private var reason: FilledText?
  private var body: FilledText?
  private(set) var names: Set<String> = []

  /// Throws where a side file cannot be read.
  init(_ outcome: StoredOutcome, _ captures: [Capture]) throws(CassetteError) {
    guard let response = outcome.response, !captures.isEmpty else { return }
    var groups: [CapturePlace: [Int]] = [:]
    for (index, capture) in captures.enumerated() {
      if let place = CapturePlace(capture.place) { groups[place, default: []].append(index) }
    }
    let texts = groups.mapValues { indices in CapturedTexts(indices.map { (Array(captures[$0].text.utf8), $0) }) }
    headers = ResponseTexts.fields(response.headers, texts, captures, CapturePlace.header)
    trailers = ResponseTexts.fields(response.trailers, texts, captures, CapturePlace.trailer)
    let sentence = Array(response.reason.utf8)
    reason = texts[.reason].flatMap { FilledText(sentence, $0.places(in: sentence, .field, captures)) }
    if let stored = response.body, stored.length <= PreparedOutcome.maxHeldBytes {
      body = ResponseTexts.body(try stored.bytes, texts, captures)
    }
    for text in Array(headers.values) + Array(trailers.values) + [reason, body].compactMap(\.self) {
      names.formUnion(text.names)
    }
  }

  private static func fields(
    _ fields: HeaderFields, _ texts: [CapturePlace: CapturedTexts], _ captures: [Capture],
    _ place: (String, Int) -> CapturePlace
  ) -> [Int: FilledText] {
    var counts: [String: Int] = [:], filled: [Int: FilledText] = [:]
    for (index, field) in fields.enumerated() {
      let name = field.name.lowercased()
      let number = counts[name, default: 0]
      counts[name] = number + 1
      guard let texts = texts[place(name, number)], !field.isFraming, name != "content-length" else { continue }
      let isURL = ["location", "content-location", "link", "refresh"].contains(name)
      filled[index] = FilledText(field.value, texts.places(in: field.value, .field, captures, isInURL: isURL))
    }
    return filled
  }

  private static func body(
    _ bytes: [UInt8], _ texts: [CapturePlace: CapturedTexts], _ captures: [Capture]
  ) -> FilledText? {
    var places: [FilledText.Place] = []
    let tree = CaptureTree(texts.keys)
    if !tree.isEmpty, let root = (try? JSONDocument(parsing: bytes))?.root {
      tree.visit(root) { place, value, _ in
        if let texts = texts[place] { places += texts.places(in: value, captures) }
      }
    } else if texts.keys.contains(where: { if case .form = $0 { true } else { false } }) {
      var counts: [[UInt8]: Int] = [:]
      for item in FormItem.list(bytes[...]) {
        let number = counts[item.name, default: 0]
        counts[item.name] = number + 1
        guard let texts = texts[.form(item.name, number)] else { continue }
        places += texts.places(in: item.value, written: bytes[item.written], .form, captures)
      }
    } else if let texts = texts[.body] {
      places = texts.places(in: bytes, .plain, captures)
    }
    return FilledText(bytes, places)
  }

  // MARK: With values

  func filled(_ outcome: StoredOutcome, with values: [String: [UInt8]]) -> StoredOutcome {
    switch outcome {
    case .response(let response): return .response(filled(response, with: values))
    case .failure(let failure):
      guard let partial = failure.partial else { return outcome }
      let filled = filled(partial, with: values)
      // What did not come keeps its length.
      let more = (filled.body?.length ?? 0) - (partial.body?.length ?? 0)
      return .failure(
        StoredFailure(
          kind: failure.kind, afterBytes: failure.afterBytes.map { $0.lengthened(by: more) },
          partial: filled.lengthened(by: more)))
    }
  }

  private func filled(_ response: StoredResponse, with values: [String: [UInt8]]) -> StoredResponse {
    StoredResponse(
      status: response.status,
      reason: reason.map { String(decoding: $0.filled(with: values), as: UTF8.self) } ?? response.reason,
      headers: filled(response.headers, headers, with: values), body: filled(response.body, with: values),
      interim: response.interim, trailers: filled(response.trailers, trailers, with: values))
  }

  private func filled(_ stored: StoredBody?, with values: [String: [UInt8]]) -> StoredBody? {
    guard let stored, let body else { return stored }
    return StoredBody(bytes: body.filled(with: values), form: stored.form, coding: stored.coding)
  }

  private func filled(
    _ fields: HeaderFields, _ texts: [Int: FilledText], with values: [String: [UInt8]]
  ) -> HeaderFields {
    if texts.isEmpty { return fields }
    return HeaderFields(
      fields.enumerated().map { index, field in
        texts[index].map { HeaderField(nameBytes: field.nameBytes, value: $0.filled(with: values)) } ?? field
      })
  }
}

extension CapturedTexts {
  /// Of a text that is written as it is.
  fileprivate func places(
    in bytes: [UInt8], _ written: WrittenText, _ captures: [Capture], isInURL: Bool = false
  ) -> [FilledText.Place] {
    hits(in: bytes).map {
      FilledText.Place(range: $0.range, name: captures[$0.capture].name, written: written, isInURL: isInURL)
    }
  }

  fileprivate func places(
    in value: [UInt8], written: ArraySlice<UInt8>, _ form: WrittenText, _ captures: [Capture]
  ) -> [FilledText.Place] {
    let hits = hits(in: value)
    if hits.isEmpty { return [] }
    let offsets = form.offsets(in: written)
    guard offsets.count == value.count + 1 else { return [] }
    let isURL = AbsoluteURL(String(decoding: value, as: UTF8.self)) != nil
    return hits.map { hit in
      FilledText.Place(
        range: offsets[hit.range.lowerBound]..<offsets[hit.range.upperBound], name: captures[hit.capture].name,
        written: form, isInURL: isURL && hit.range != value.indices)
    }
  }

  fileprivate func places(in value: JSONCursor, _ captures: [Capture]) -> [FilledText.Place] {
    let source = value.sourceBytes
    switch CaptureSource.Value(value) {
    case .text(let text):
      return places(
        in: text, written: source.dropFirst().dropLast(), .json(isInner: WrittenText.isJSON(text)), captures)
    case .number(let text):
      return hits(in: text).filter { $0.range == text.indices }.map {
        FilledText.Place(
          range: source.startIndex..<source.endIndex, name: captures[$0.capture].name, written: .number)
      }
    case .other: return []
    }
  }
}

extension StoredResponse {
  /// With a `Content-Length` that says so many bytes more.
  fileprivate func lengthened(by more: Int) -> StoredResponse {
    guard more != 0, let length = headers.first("content-length").flatMap({ Int($0) }) else { return self }
    var longer = headers
    longer.replace("content-length", with: String(length.lengthened(by: more)))
    return StoredResponse(
      status: status, reason: reason, headers: longer, body: body, interim: interim, trailers: trailers)
  }
}

extension Int {
  /// As a length; a file may state one that nothing can be added to.
  fileprivate func lengthened(by more: Int) -> Int {
    let (sum, isTooMuch) = addingReportingOverflow(more)
    return isTooMuch ? self : Swift.max(0, sum)
  }
}
