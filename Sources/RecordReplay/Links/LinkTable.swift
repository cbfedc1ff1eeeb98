import HTTPModel

/// The hosts of APIs, to find links that lead to them.
struct LinkTable: Sendable {
  struct Host: Sendable {
    let api: String
    let url: BaseURL
    /// Whether the API's base URL leads here; else `NAME@HOST` does.
    let isFirst: Bool
  }

  struct Link {
    let host: Host
    /// Behind origin and base path.
    let end: Int
    /// Whether its slashes are escaped, as some write JSON: `https:\/\/`.
    let isEscaped: Bool
  }

  let apis: [API]
  /// Those with a longer base path first. A host that only differs from an earlier one in scheme or path is none: no
  /// path here leads to it.
  private let hosts: [Host]
  /// So many bytes, and one more, decide what a link leads to.
  let longest: Int

  init(_ apis: [API]) {
    self.apis = apis
    var hosts: [Host] = []
    for api in apis {
      var seen: Set<String> = []
      for url in api.hosts where seen.insert(url.origin.authority).inserted {
        hosts.append(Host(api: api.name, url: url, isFirst: url == api.hosts.first))
      }
    }
    self.hosts = hosts.sorted { $0.url.path.count > $1.url.path.count }
    // With the port that could be left out, and every slash escaped.
    longest = 2 * (hosts.map { "\($0.url)".utf8.count }.max() ?? 0) + 6
  }

  /// `paddle`, or `paddle@sandbox-api.paddle.com`, as the first segment of a base URL has it.
  func host(named segment: ArraySlice<UInt8>) -> Host? {
    let parts = segment.split(separator: UInt8(ascii: "@"), maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = parts.first else { return nil }
    return hosts.first { host in
      guard host.api.utf8.elementsEqual(name) else { return false }
      return parts.count == 1 ? host.isFirst : host.url.origin.authority.utf8.elementsEqual(parts[1])
    }
  }

  /// The link that a text begins with; nil where it begins with none that leads to an API. `isWhole` says that nothing
  /// follows the text; what is not whole must have `longest` bytes and one more.
  func link(_ text: ArraySlice<UInt8>, isWhole: Bool, isJSON: Bool) -> Link? {
    var head: [UInt8] = []
    var ends: [Int] = []
    var isEscaped = false, isAll = isWhole
    var index = text.startIndex
    while index < text.endIndex {
      if head.count > longest {
        isAll = false
        break
      }
      var byte = text[index]
      index += 1
      if isJSON, byte == UInt8(ascii: "\\") {
        guard index < text.endIndex, text[index] == UInt8(ascii: "/") else {
          isAll = false
          break
        }
        byte = UInt8(ascii: "/")
        index += 1
        isEscaped = true
      }
      head.append(byte)
      ends.append(index)
    }
    guard let (count, host) = find(head[...], isAll: isAll) else { return nil }
    return Link(host: host, end: ends[count - 1], isEscaped: isEscaped)
  }

  /// How many bytes name the host and its base path, and which they name.
  private func find(_ head: ArraySlice<UInt8>, isAll: Bool) -> (count: Int, host: Host)? {
    guard let colon = head.prefix(6).firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let scheme = String(decoding: head[..<colon], as: UTF8.self).lowercased()
    guard ["http", "https"].contains(scheme), head[colon...].begins(with: Array("://".utf8)) else { return nil }
    let start = colon + 3
    let end = head[start...].firstIndex(where: LinkTable.endsPart)
    guard end != nil || isAll, let (name, port) = AbsoluteURL.authority(head[start..<(end ?? head.endIndex)]) else {
      return nil
    }
    let origin = Origin(scheme: scheme, host: name, port: port)
    let rest = head[(end ?? head.endIndex)...]
    for host in hosts where host.url.origin == origin && rest.begins(with: host.url.path) {
      let behind = rest.dropFirst(host.url.path.count)
      if behind.first.map(LinkTable.endsPart) ?? isAll { return (behind.startIndex, host) }
    }
    return nil
  }

  private static func endsPart(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
  }
}
