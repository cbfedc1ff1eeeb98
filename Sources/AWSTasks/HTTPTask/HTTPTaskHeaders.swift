import HTTPModel
import Hashing
import JSONModel

/// The header fields of an HTTP Task's request.
enum HTTPTaskHeaders {
  /// Names that a task may not set, in lower case
  /// (https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html).
  private static let forbidden = [
    "a-im", "accept-charset", "accept-datetime", "accept-encoding", "authorization", "cache-control", "connection",
    "content-encoding", "content-md5", "date", "expect", "forwarded", "from", "host", "http2-settings", "if-match",
    "if-modified-since", "if-none-match", "if-range", "if-unmodified-since", "max-forwards", "origin", "pragma",
    "proxy-authorization", "referer", "server", "te", "trailer", "transfer-encoding", "upgrade", "via", "warning",
  ]
  private static let forbiddenPrefixes = ["x-forwarded-", "x-amz-", "x-amzn-"]

  /// The forbidden ones among the names, in lower case.
  static func forbidden(among names: [String]) -> [String] {
    names.map { $0.lowercased() }.filter { name in
      forbidden.contains(name) || forbiddenPrefixes.contains { name.utf8.starts(with: $0.utf8) }
    }
  }

  /// The connection's come first. A task's field gives way to one of the connection whose name is exactly the same; one
  /// that differs in case stays beside it.
  ///
  /// `User-Agent` and `Range` are the service's own, `Content-Length` is the transport's.
  static func merged(
    task: [(name: String, value: String)], connection: EventBridgeConnection, token: Secret?, hasBody: Bool,
    region: String
  ) -> HeaderFields {
    var added = connection.headers.map { (name: $0.key, value: $0.value.exposed) }
    added.append(authorization(connection, token))
    let names = Set(added.map { Array($0.name.utf8) })
    var fields = HeaderFields(
      (added + task.filter { !names.contains(Array($0.name.utf8)) }).map { HeaderField($0.name, $0.value) })
    for name in ["User-Agent", "Range", "Content-Length"] { fields.removeAll(name) }
    if hasBody, !fields.contains("Content-Type") { fields.append("Content-Type", "application/json; charset=UTF-8") }
    fields.append("User-Agent", "Amazon|StepFunctions|HttpInvoke|\(region)")
    fields.append("Range", "bytes=0-\(HTTPTask.maxBodyBytes)")
    return fields
  }

  private static func authorization(_ connection: EventBridgeConnection, _ token: Secret?) -> (
    name: String, value: String
  ) {
    switch connection.authorization {
    case .apiKey(let name, let value): (name, value.exposed)
    case .basic(let username, let password):
      ("Authorization", "Basic " + Base64.encode("\(username.exposed):\(password.exposed)".utf8))
    case .oauth: ("Authorization", "Bearer \(token?.exposed ?? "")")
    }
  }

  /// Whether all can go on the wire.
  static func areValid(_ fields: HeaderFields) -> Bool {
    fields.allSatisfy { $0.nameBytes.isToken && $0.value.isFieldText }
  }
}
