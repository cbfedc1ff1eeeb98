import HTTPModel

extension Target {
  /// As it may be printed beside a recorded request: where something was taken out of that, the recorded text stands.
  func shown(with captures: [Capture], of recorded: Target) -> Target {
    let places = captures.compactMap { CapturePlace($0.place) }
    let values = CaptureSource(target: recorded.bytes[...]).values(at: Set(places))
    if values.isEmpty { return self }
    var segments = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map(Array.init)
    var items = query?.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false).map(Array.init)
    for (place, value) in values {
      guard let text = value.bytes.map({ Redaction.escaped($0) }) else { continue }
      switch place {
      // The first is empty, before the slash.
      case .path(let index) where index + 1 < segments.count: segments[index + 1] = text
      case .query(let name, let number):
        let named = (items ?? []).indices.filter {
          PercentEncoding.decodedForm(items?[$0].prefix { $0 != 61 } ?? []) == name
        }
        guard number < named.count, let equals = items?[named[number]].firstIndex(of: 61) else { continue }
        items?[named[number]].replaceSubrange((equals + 1)..., with: text)
      default: continue
      }
    }
    let path = Array(segments.joined(separator: [UInt8(ascii: "/")]))
    return Target(items.map { path + [UInt8(ascii: "?")] + $0.joined(separator: [UInt8(ascii: "&")]) } ?? path)
  }
}
