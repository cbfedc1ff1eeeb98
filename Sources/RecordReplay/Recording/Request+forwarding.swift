import HTTPModel

extension Request {
  /// Fields that are for the connection, the proxy or this program alone (RFC 9110 section 7.6.1).
  private static let ownFields: [StaticString] = [
    "proxy-connection", "keep-alive", "proxy-authorization", "te", "http2-settings", "tapedeck-session",
  ]
  /// Of these, what was for the proxy.
  private static let proxyFields: [StaticString] = ["proxy-connection", "proxy-authorization", "tapedeck-session"]
  /// Those as well, but for what a switch of protocols needs.
  private static let switchFields: [StaticString] = ["connection", "upgrade"]

  /// As it goes on to its server. What a request for another protocol needs goes on, too.
  var forwarded: Request {
    let isSwitch = upgrade != nil
    var result = self
    result.headers.removeAll(Request.ownFields)
    for name in headers.tokens("connection") where name != "close" {
      if !isSwitch || name != "connection" && name != "upgrade" { result.headers.removeAll(name) }
    }
    if isSwitch {
      result.headers.replace("connection", with: "Upgrade")
    } else {
      result.headers.removeAll(Request.switchFields)
    }
    return result
  }

  /// As it is kept: what was for the proxy is no part of it.
  var stored: Request {
    var result = self
    result.headers.removeAll(Request.proxyFields)
    return result
  }
}
