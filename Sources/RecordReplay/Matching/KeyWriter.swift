import HTTPModel

/// Writes the key of a request.
///
/// Each part begins with a letter that says what it is, and is as long as it says or ends by itself, so that no two
/// requests that differ give the same bytes.
struct KeyWriter {
  let rules: MatchRules
  let mask: KeyMask
  var out: [UInt8] = []
  /// Pieces that must be put in order, of all objects that are open.
  var pieces: [Range<Int>] = []
  private var scratch: [UInt8] = []

  static let anything = UInt8(ascii: "*")

  init(_ rules: MatchRules, mask: KeyMask) {
    self.rules = rules
    self.mask = mask
  }

  /// `target` is what follows the API's base path, `body` what is left when codings are undone.
  static func key(
    _ method: HTTPMethod, _ target: ArraySlice<UInt8>, _ headers: HeaderFields, _ body: [UInt8],
    rules: MatchRules, mask: KeyMask
  ) -> MatchKey {
    var writer = KeyWriter(rules, mask: mask)
    writer.out.reserveCapacity(64 + target.count + body.count + body.count / 2)
    writer.out += method.rawValue.utf8
    writer.out.append(32)
    let query = target.firstIndex(of: UInt8(ascii: "?"))
    writer.path(target[..<(query ?? target.endIndex)])
    if let query { writer.fields(target[(query + 1)...], begin: UInt8(ascii: "?"), masked: mask.query, isQuery: true) }
    for header in rules.headers { writer.header(header.name, header.rule, headers, hasBody: !body.isEmpty) }
    writer.body(body, headers)
    return MatchKey(writer.out)
  }

  /// Escapes are undone but where the byte means something: `%2F` is no slash.
  private mutating func path(_ path: ArraySlice<UInt8>) {
    let isPlain = !path.holds(UInt8(ascii: "%")) && !path.holds(KeyWriter.anything)
    if isPlain, mask.path.isEmpty, rules.pathTemplates.isEmpty {
      counted { $0.out += path }
    } else {
      counted { $0.segments(of: path) }
    }
  }

  private mutating func segments(of path: ArraySlice<UInt8>) {
    let slash = UInt8(ascii: "/")
    let variable = rules.pathTemplates.isEmpty ? [] : variableSegments(of: path)
    var index = 0
    var start = path.startIndex
    while true {
      let end = path[start...].firstIndex(of: slash) ?? path.endIndex
      if mask.path.contains(index) || variable.contains(index) {
        out.append(KeyWriter.anything)
      } else {
        for byte in PercentEncoding.decoded(path[start..<end]) {
          switch byte {
          case slash, UInt8(ascii: "%"), KeyWriter.anything: out += [UInt8(ascii: "%"), byte ^ 0x80]
          default: out.append(byte)
          }
        }
      }
      if end == path.endIndex { break }
      out.append(slash)
      start = end + 1
      index += 1
    }
  }

  /// Indices of the segments that the first template that fits leaves open.
  private func variableSegments(of path: ArraySlice<UInt8>) -> Set<Int> {
    let segments = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { PercentEncoding.decoded($0) }
    for template in rules.pathTemplates where template.count == segments.count {
      let isVariable = template.map { $0.first == UInt8(ascii: "{") && $0.last == UInt8(ascii: "}") }
      guard template.indices.allSatisfy({ isVariable[$0] || template[$0] == segments[$0] }) else { continue }
      return Set(template.indices.filter { isVariable[$0] })
    }
    return []
  }

  /// A query or a form: by name, then by value, whatever the order.
  mutating func fields(_ bytes: ArraySlice<UInt8>, begin: UInt8, masked: Set<[UInt8]>, isQuery: Bool) {
    let first = pieces.count
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "&")) ?? bytes.endIndex
      if end > start { field(bytes[start..<end], begin, masked, isQuery: isQuery) }
      start = end + 1
    }
    sortPieces(from: first)
  }

  private mutating func field(_ item: ArraySlice<UInt8>, _ begin: UInt8, _ masked: Set<[UInt8]>, isQuery: Bool) {
    let equals = item.firstIndex(of: UInt8(ascii: "=")) ?? item.endIndex
    let begun = out.count
    out.append(begin)
    let name = counted { $0.decoded(item[..<equals], plusIsSpace: true) }
    if isQuery, !rules.volatileQuery.isEmpty, rules.volatileQuery.contains(SecretRules.normal(out[name])) {
      out.removeLast(out.count - begun)
      return
    }
    if !masked.isEmpty, masked.contains(Array(out[name])) {
      out.append(KeyWriter.anything)
    } else {
      out.append(UInt8(ascii: "="))
      counted { $0.decoded(item[min(equals + 1, item.endIndex)...], plusIsSpace: true) }
    }
    pieces.append(begun..<out.count)
  }

  private mutating func header(
    _ name: String, _ rule: Profile.HeaderRule, _ headers: HeaderFields, hasBody: Bool
  ) {
    guard let first = headers.firstValue(name), rule != .type || hasBody else { return out.append(UInt8(ascii: "-")) }
    if mask.headers.contains(name) { return out.append(KeyWriter.anything) }
    out.append(UInt8(ascii: ":"))
    switch rule {
    case .value:
      let values = headers.all(name)
      let whole = values.count == 1 ? Array(first) : Array(values.joined(separator: ", ").utf8)
      counted { $0.out += HeaderText.trimmed(whole[...]) }
    case .type: counted { $0.out += ContentKind.essence(first).utf8 }
    case .scheme: break
    }
  }

  private mutating func body(_ body: [UInt8], _ headers: HeaderFields) {
    if body.isEmpty { return out.append(UInt8(ascii: "0")) }
    switch ContentKind(headers.firstValue("content-type")) {
    case .form:
      out.append(UInt8(ascii: "F"))
      fields(body[...], begin: UInt8(ascii: "&"), masked: mask.form, isQuery: false)
    case .json where json(body, anyValue: true): break
    case .unknown where json(body, anyValue: false): break
    case .json, .unknown, .other:
      out.append(UInt8(ascii: "B"))
      out += body
    }
  }

  // MARK: Pieces

  /// Writes what `write` writes with its length before it; gives where it is.
  @discardableResult
  mutating func counted(_ write: (inout KeyWriter) -> Void) -> Range<Int> {
    let start = out.count
    out += [0, 0, 0, 0]
    write(&self)
    let count = out.count - start - 4
    for index in 0..<4 { out[start + index] = UInt8(truncatingIfNeeded: count >> (8 * index)) }
    return (start + 4)..<out.count
  }

  private mutating func decoded(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool) {
    let percent = UInt8(ascii: "%"), plus = UInt8(ascii: "+")
    if bytes.contains(where: { $0 == percent || ($0 == plus && plusIsSpace) }) {
      out += plusIsSpace ? PercentEncoding.decodedForm(bytes) : PercentEncoding.decoded(bytes)
    } else {
      out += bytes
    }
  }

  /// Puts the pieces from `first` on, which stand one behind another at the end of what is written, in the order of
  /// their bytes, and forgets them. With `byName` only the counted name at a piece's beginning decides, and pieces of one
  /// name keep their order: of an object's members with one name the last is the one that counts.
  mutating func sortPieces(from first: Int, byName: Bool = false) {
    defer { pieces.removeLast(pieces.count - first) }
    guard pieces.count - first > 1, let start = pieces[first...].first?.lowerBound else { return }
    let written = out
    func precedes(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
      written.withUnsafeBytes { bytes in
        let one = UnsafeRawBufferPointer(rebasing: byName ? bytes.name(of: left) : bytes[left])
        let other = UnsafeRawBufferPointer(rebasing: byName ? bytes.name(of: right) : bytes[right])
        if byName, one.elementsEqual(other) { return left.lowerBound < right.lowerBound }
        return one.lexicographicallyPrecedes(other)
      }
    }
    var isSorted = true
    for index in pieces.indices.dropFirst(first + 1) where precedes(pieces[index], pieces[index - 1]) {
      isSorted = false
      break
    }
    if isSorted { return }
    pieces[first...].sort(by: precedes)
    scratch.removeAll(keepingCapacity: true)
    for piece in pieces[first...] { scratch += written[piece] }
    out.removeLast(out.count - start)
    out += scratch
  }
}

extension UnsafeRawBufferPointer {
  /// The counted text at the beginning of a piece, with its count.
  fileprivate func name(of piece: Range<Int>) -> Slice<UnsafeRawBufferPointer> {
    let count = (0..<4).reduce(0) { $0 | Int(self[piece.lowerBound + $1]) << (8 * $1) }
    return self[piece.lowerBound..<piece.lowerBound + 4 + count]
  }
}
