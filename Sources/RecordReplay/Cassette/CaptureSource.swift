import HTTPModel
import JSONModel

/// A message whose places are looked up: what stands at them, escapes undone.
struct CaptureSource {
  /// What stands at a place.
  enum Value: Equatable {
    case text([UInt8])
    /// A JSON number as it is written.
    case number([UInt8])
    /// Any other JSON value.
    case other(JSONKind)
  }

  /// Empty for a response.
  var target: ArraySlice<UInt8> = []
  var headers: HeaderFields = []
  var trailers: HeaderFields = []
  /// Nil for a request.
  var reason: String?
  var body = Content.bytes([])
  /// The body's, where it was parsed already.
  private var parsed: JSONDocument?
  /// A longer side file is not looked at.
  static let maxFileBytes = 1 << 20

  /// What stands at those of the places that are there.
  func values(at places: Set<CapturePlace>) -> [CapturePlace: Value] {
    var values: [CapturePlace: Value] = [:]
    if places.contains(where: { if case .path = $0 { true } else { false } }) {
      for (index, segment) in segments.enumerated() where places.contains(.path(index)) {
        values[.path(index)] = .text(PercentEncoding.decoded(segment))
      }
    }
    if places.contains(where: { if case .query = $0 { true } else { false } }) {
      let mark = target.place(of: UInt8(ascii: "?")) ?? target.endIndex
      add(FormItem.list(target[mark...].dropFirst()), places, CapturePlace.query, to: &values)
    }
    if places.contains(where: { if case .header = $0 { true } else { false } }) {
      add(headers, places, CapturePlace.header, to: &values)
    }
    if places.contains(where: { if case .trailer = $0 { true } else { false } }) {
      add(trailers, places, CapturePlace.trailer, to: &values)
    }
    if let reason, places.contains(.reason) { values[.reason] = .text(Array(reason.utf8)) }
    if places.contains(.body), let bytes = body.atHand, !bytes.isEmpty { values[.body] = .text(bytes) }
    if places.contains(where: { if case .form = $0 { true } else { false } }) {
      add(FormItem.list((body.atHand ?? [])[...]), places, CapturePlace.form, to: &values)
    }
    let tree = CaptureTree(places)
    if !tree.isEmpty, let root = json {
      tree.visit(root) { place, value, _ in values[place] = Value(value) }
    }
    return values
  }

  init(
    target: ArraySlice<UInt8> = [], headers: HeaderFields = [], body: Content = .bytes([]), parsed: JSONDocument? = nil
  ) {
    (self.target, self.headers, self.body, self.parsed) = (target, headers, body, parsed)
  }

  var json: JSONCursor? {
    if let parsed { return parsed.root }
    switch body {
    case .json(let value, _): return value
    case .bytes(let bytes): return bytes.isEmpty ? nil : try? JSONDocument(parsing: bytes).root
    case .file: return nil
    }
  }

  /// Without what stands before the first slash.
  private var segments: [ArraySlice<UInt8>] {
    let path = target.prefix { $0 != UInt8(ascii: "?") }
    guard path.first == UInt8(ascii: "/") else { return [] }
    return path.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
  }

  private func add(
    _ items: [FormItem], _ places: Set<CapturePlace>, _ place: ([UInt8], Int) -> CapturePlace,
    to values: inout [CapturePlace: Value]
  ) {
    var counts: [[UInt8]: Int] = [:]
    for item in items {
      let number = counts[item.name, default: 0]
      counts[item.name] = number + 1
      if places.contains(place(item.name, number)) { values[place(item.name, number)] = .text(item.value) }
    }
  }

  private func add(
    _ fields: HeaderFields, _ places: Set<CapturePlace>, _ place: (String, Int) -> CapturePlace,
    to values: inout [CapturePlace: Value]
  ) {
    let wanted = places.compactMap(\.field)
    var counts: [String: Int] = [:]
    for index in fields.indices {
      // So few are compared faster than names are made.
      if wanted.count <= 8, !wanted.contains(where: { fields.isNamed(index, $0) }) { continue }
      let field = fields[index]
      let name = field.name.lowercased()
      let number = counts[name, default: 0]
      counts[name] = number + 1
      if places.contains(place(name, number)) { values[place(name, number)] = .text(field.value) }
    }
  }
}

extension CaptureSource.Value {
  /// Nil for a JSON value that is neither a string nor a number.
  var bytes: [UInt8]? {
    switch self {
    case .text(let bytes), .number(let bytes): bytes
    case .other: nil
    }
  }

  /// Where the texts of captures stand in it. A number is meant as a whole.
  func hits(of texts: CapturedTexts) -> [CapturedTexts.Hit] {
    switch self {
    case .text(let bytes): texts.hits(in: bytes)
    case .number(let bytes): texts.hits(in: bytes).filter { $0.range == bytes.indices }
    case .other: []
    }
  }

  init(_ node: Int, _ nodes: JSONNodes) {
    switch nodes.kind(of: node) {
    case .string: self = .text(nodes.text(of: node))
    case .number: self = .number(nodes.value(of: node).number.map { Array($0.text.utf8) } ?? [])
    case let kind: self = .other(kind)
    }
  }

  init(_ value: JSONCursor) {
    switch value.kind {
    case .string: self = .text(value.jsonString?.codeUnits ?? [])
    case .number: self = .number(Array(value.sourceBytes))
    case let kind: self = .other(kind)
    }
  }
}

extension CaptureSource {
  /// A recorded request with its body in the form in which it is compared, if it is at hand.
  static func compared(_ request: StoredRequest, target: ArraySlice<UInt8>) -> CaptureSource {
    var source = CaptureSource(request, target: target)
    guard case .bytes(let bytes) = source.body else { return source }
    source.body = .bytes(MultipartParts.comparable(bytes, type: request.headers.firstValue("content-type")))
    return source
  }

  /// `target` is what the places' paths count from.
  init(_ request: StoredRequest, target: ArraySlice<UInt8>, parsed: JSONDocument? = nil) {
    self.init(
      target: target, headers: request.headers, body: request.body?.content.readForCaptures ?? .bytes([]),
      parsed: parsed)
  }

  init(_ outcome: StoredOutcome, parsed: JSONDocument? = nil) {
    self.init()
    guard let response = outcome.response else { return }
    self.parsed = parsed
    (headers, trailers, reason) = (response.headers, response.trailers, response.reason)
    body = response.body?.content.readForCaptures ?? .bytes([])
  }
}

extension Content {
  /// A short side file as its bytes.
  fileprivate var readForCaptures: Content {
    guard case .file(let file) = self, file.length <= CaptureSource.maxFileBytes,
      let bytes = try? bytes(limit: CaptureSource.maxFileBytes)
    else { return self }
    return .bytes(bytes)
  }
}
