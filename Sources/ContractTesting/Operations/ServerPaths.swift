import HTTPModel
import JSONModel

/// The paths that a contract's servers have before those of its operations.
enum ServerPaths {
  /// Of a list of servers; one that says nothing is at the root.
  static func templates(_ servers: ContractPlace?) -> [PathTemplate] {
    guard let servers, servers.value.kind == .array, servers.value.count > 0 else { return [PathTemplate("/")] }
    var found: [PathTemplate] = []
    for server in servers.elements {
      let template = PathTemplate(path(of: withBase(server.value["url"]?.string ?? "/", server)))
      if !found.contains(template) { found.append(template) }
    }
    return found
  }

  /// A URL that begins with a variable, which stands for scheme and host: its default takes its place.
  private static func withBase(_ url: String, _ server: ContractPlace) -> String {
    guard url.utf8.first == UInt8(ascii: "{"), let end = url.utf8.firstIndex(of: UInt8(ascii: "}")) else { return url }
    let name = String(decoding: url.utf8[..<end].dropFirst(), as: UTF8.self)
    guard let usual = server.value["variables"]?[name]?["default"]?.string, usual.contains("://") else { return url }
    return usual + String(decoding: url.utf8[end...].dropFirst(), as: UTF8.self)
  }

  /// Of a URL with variables, which may be relative.
  private static func path(of url: String) -> String {
    let bytes = Array(url.utf8)
    var start = 0
    if let colon = firstSchemeEnd(bytes) {
      start = bytes[colon...].firstIndex(of: UInt8(ascii: "/")) ?? bytes.count
    }
    let path = String(decoding: bytes[start...], as: UTF8.self)
    return path.isEmpty ? "/" : path
  }

  /// Behind `://`.
  private static func firstSchemeEnd(_ bytes: [UInt8]) -> Int? {
    for index in bytes.indices.dropLast(2)
    where bytes[index] == UInt8(ascii: ":") && bytes[index + 1] == UInt8(ascii: "/")
      && bytes[index + 2] == UInt8(ascii: "/")
    {
      return index + 3
    }
    return nil
  }
}
