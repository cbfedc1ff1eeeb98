/// A path of a contract: `/customers/{customer_id}`.
struct PathTemplate: Hashable, Sendable {
  enum Segment: Hashable, Sendable {
    case fixed(String)
    case parameter(String)
    /// Text and parameters in one segment, which we never make: `report.{format}`. By its text in front and behind.
    case mixed(String, prefix: String, suffix: String)
  }

  let segments: [Segment]

  init(_ segments: [Segment]) { self.segments = segments }

  /// Reads one as contracts have it.
  init(_ text: String) {
    segments = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst().map {
      PathTemplate.segment(String(decoding: Array($0), as: UTF8.self))
    }
  }

  private static func segment(_ text: String) -> Segment {
    let bytes = Array(text.utf8)
    guard let open = bytes.firstIndex(of: UInt8(ascii: "{")), let close = bytes.lastIndex(of: UInt8(ascii: "}")),
      open < close
    else { return .fixed(text) }
    if open == 0, close == bytes.count - 1 { return .parameter(String(decoding: bytes[1..<close], as: UTF8.self)) }
    return .mixed(
      text, prefix: String(decoding: bytes[..<open], as: UTF8.self),
      suffix: String(decoding: bytes[(close + 1)...], as: UTF8.self))
  }

  var text: String {
    segments.reduce(into: "") { text, segment in
      switch segment {
      case .fixed(let fixed): text += "/" + fixed
      case .parameter(let name): text += "/{\(name)}"
      case .mixed(let mixed, _, _): text += "/" + mixed
      }
    }
  }

  /// Whether the segments of a path, as they were sent, fit.
  func fits(_ path: [String]) -> Bool {
    guard path.count == segments.count else { return false }
    return zip(segments, path).allSatisfy { segment, sent in
      switch segment {
      case .fixed(let fixed): fixed == sent || fixed == ServerPath.decoded(sent)
      case .parameter: !sent.isEmpty
      case .mixed(_, let prefix, let suffix):
        sent.utf8.count > prefix.utf8.count + suffix.utf8.count && sent.hasPrefix(prefix) && sent.hasSuffix(suffix)
      }
    }
  }

  /// The more is fixed in front, the more specific it is: what is compared.
  var rank: [Int] {
    segments.map { segment in
      switch segment {
      case .fixed: 0
      case .mixed: 1
      case .parameter: 2
      }
    }
  }

  /// The values of its parameters in a path that fits.
  func values(in path: [String]) -> [(name: String, value: String)] {
    zip(segments, path).compactMap { segment, sent in
      if case .parameter(let name) = segment { (name, ServerPath.decoded(sent)) } else { nil }
    }
  }
}
