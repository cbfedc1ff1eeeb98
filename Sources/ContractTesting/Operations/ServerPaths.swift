import HTTPModel
import JSONModel

/// The paths that a contract's servers have before those of its operations.
enum ServerPaths {
  /// Of a list of servers; one that says nothing is at the root.
  static func templates(_ servers: ContractPlace?) -> [PathTemplate] {
    guard let servers, servers.value.kind == .array, servers.value.count > 0 else { return [PathTemplate("/")] }
    var found: [PathTemplate] = []
    for server in servers.elements {
      let template = PathTemplate(path(of: server.value["url"]?.string ?? "/"))
      if !found.contains(template) { found.append(template) }
    }
    return found
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
