import HTTPModel
import JSONModel

/// The paths that a contract's servers have before those of its operations.
enum ServerPaths {
  /// The most URLs that the variables of one server make.
  private static let most = 64

  /// Of a list of servers; one that says nothing is at the root.
  static func templates(_ servers: ContractPlace?) -> [PathTemplate] {
    guard let servers, servers.value.kind == .array, servers.value.count > 0 else { return [PathTemplate("/")] }
    var found: [PathTemplate] = []
    for server in servers.elements {
      for url in urls(of: server) {
        let template = PathTemplate(path(of: url))
        if !found.contains(template) { found.append(template) }
      }
    }
    return found
  }

  /// A server's URL with what its variables can be. One that may be anything within a segment stays a variable.
  private static func urls(of server: ContractPlace) -> [[UInt8]] {
    var urls = [Array((server.value["url"]?.string ?? "/").utf8)]
    for (name, variable) in server["variables"]?.members ?? [] {
      let mark = Array("{\(name)}".utf8)
      let values = values(of: variable.value, mark)
      urls = Array(urls.flatMap { url in values.map { url.replacing(mark, with: $0) } }.prefix(most))
    }
    return urls
  }

  private static func values(of variable: JSONCursor, _ mark: [UInt8]) -> [[UInt8]] {
    guard let usual = variable["default"].map({ Array(text(of: $0).utf8) }) else { return [mark] }
    let listed = variable["enum"].map { $0.elements.map { Array(text(of: $0).utf8) } } ?? []
    if !listed.isEmpty { return listed.contains(usual) ? listed : listed + [usual] }
    if usual.contains(Array("://".utf8)) { return [usual] }
    // It stands for several segments, or for none.
    return usual.isEmpty || usual.contains(UInt8(ascii: "/")) ? [usual, mark] : [mark]
  }

  /// Versions are often written as numbers.
  private static func text(of value: JSONCursor) -> String {
    value.string ?? String(decoding: value.sourceBytes, as: UTF8.self)
  }

  /// Of a URL with variables. One that is relative is so to where the document is published, which nobody says: it is taken
  /// as relative to the root.
  private static func path(of url: [UInt8]) -> String {
    var path = url[...]
    if let mark = path.firstRange(of: Array("://".utf8)) {
      path = path[mark.upperBound...].drop { $0 != UInt8(ascii: "/") }
    } else if path.starts(with: "//".utf8) {
      path = path.dropFirst(2).drop { $0 != UInt8(ascii: "/") }
    }
    path = path.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    let segments = path.split(separator: UInt8(ascii: "/")).filter { !$0.elementsEqual(".".utf8) }
    return "/"
      + segments.drop { $0.elementsEqual("..".utf8) }.map { String(decoding: $0, as: UTF8.self) }
      .joined(separator: "/")
  }
}
