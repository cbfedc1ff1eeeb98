import HTTPModel

extension Request {
  /// Fields that are for the connection, the proxy or this program alone (RFC 9110 section 7.6.1).
  private static let ownFields: Set<String> = [
    "connection", "proxy-connection", "keep-alive", "proxy-authorization", "te", "upgrade", "http2-settings",
    "tapedeck-session",
  ]

  /// As it goes on to its server. What a request for another protocol needs goes on, too.
  var forwarded: Request {
    let upgrade = upgrade
    let named = headers.all("connection").flatMap { $0.split(separator: ",") }
      .map { $0.trimmingBlanks.lowercased() }.filter { $0 != "close" }
    var result = self
    result.headers = HeaderFields(
      headers.compactMap { field in
        let name = field.name.lowercased()
        if upgrade != nil, name == "upgrade" { return field }
        if upgrade != nil, name == "connection" { return HeaderField(field.name, "Upgrade") }
        return Request.ownFields.contains(name) || named.contains(name) ? nil : field
      })
    if upgrade != nil { result.headers.replace("connection", with: "Upgrade") }
    return result
  }

  /// As it is kept: what was for the proxy is no part of it.
  var stored: Request {
    var result = self
    result.headers = HeaderFields(
      headers.filter {
        !["proxy-connection", "proxy-authorization", "tapedeck-session"].contains($0.name.lowercased())
      })
    return result
  }
}

extension Substring {
  fileprivate var trimmingBlanks: Substring {
    let front = drop { $0 == " " || $0 == "\t" }
    return front[..<(front.lastIndex { $0 != " " && $0 != "\t" }.map { front.index(after: $0) } ?? front.startIndex)]
  }
}
