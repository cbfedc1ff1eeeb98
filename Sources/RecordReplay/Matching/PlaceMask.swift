/// Where a request may hold a placeholder.
enum RequestPlace: Hashable, Sendable {
  /// A segment of the path, from 0.
  case path(Int)
  case query([UInt8])
  /// By its lower-case name.
  case header(String)
  case form([UInt8])
  case json([JSONToken])
}

/// Places that hold a placeholder as a whole in a recorded request, so that any value fits there.
final class PlaceMask: Sendable {
  let path: Set<Int>
  let query: Set<[UInt8]>
  let headers: Set<String>
  let form: Set<[UInt8]>
  /// Nil for none.
  let json: JSONNode?

  /// A place in JSON and what is below it.
  final class JSONNode: Sendable {
    let isMasked: Bool
    let children: [JSONToken: JSONNode]

    fileprivate init?(_ ways: [ArraySlice<JSONToken>]) {
      if ways.isEmpty { return nil }
      isMasked = ways.contains { $0.isEmpty }
      children = Dictionary(grouping: ways.filter { !$0.isEmpty }) { $0[$0.startIndex] }
        .compactMapValues { JSONNode($0.map { $0.dropFirst() }) }
    }
  }

  init(_ places: [RequestPlace] = []) {
    var path: Set<Int> = [], query: Set<[UInt8]> = [], headers: Set<String> = [], form: Set<[UInt8]> = []
    var ways: [ArraySlice<JSONToken>] = []
    for place in places {
      switch place {
      case .path(let index): path.insert(index)
      case .query(let name): query.insert(name)
      case .header(let name): headers.insert(name)
      case .form(let name): form.insert(name)
      case .json(let way): ways.append(way[...])
      }
    }
    (self.path, self.query, self.headers, self.form) = (path, query, headers, form)
    json = JSONNode(ways)
  }
}
