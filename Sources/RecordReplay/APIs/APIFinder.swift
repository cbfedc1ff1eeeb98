import HTTPModel

/// Finds the API that a request is for. Asked for every request, so it makes nothing.
final class APIFinder: Sendable {
  private struct Host: Sendable {
    let origin: Origin
    let path: [UInt8]
    let api: Int
  }

  /// Those with a longer base path first, then in the order of the APIs.
  private let hosts: [Host]

  init(_ apis: [API]) {
    let all = apis.indices.flatMap { index in
      apis[index].hosts.map { Host(origin: $0.origin, path: $0.path, api: index) }
    }
    let order = all.indices.sorted { left, right in
      all[left].path.count != all[right].path.count ? all[left].path.count > all[right].path.count : left < right
    }
    hosts = order.map { all[$0] }
  }

  /// The API's index, and the target's bytes behind its base path.
  func find(_ origin: Origin, _ target: Target) -> (index: Int, rest: ArraySlice<UInt8>)? {
    for index in hosts.indices where hosts[index].origin == origin {
      let path = hosts[index].path
      if path.isEmpty { return (hosts[index].api, target.bytes[...]) }
      guard target.bytes[...].begins(with: path) else { continue }
      let rest = target.bytes[path.count...]
      switch rest.first {
      case nil, UInt8(ascii: "/"), UInt8(ascii: "?"): return (hosts[index].api, rest)
      default: continue
      }
    }
    return nil
  }
}
