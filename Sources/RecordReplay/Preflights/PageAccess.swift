import HTTPModel

/// What a recorded exchange says of the requests that pages of other origins may send: its answer's `Access-Control` fields,
/// and, where a page sent the request itself, that its preflight allowed it. Nothing is inferred beyond that.
struct PageAccess {
  private let answer: HeaderFields
  private let isOK: Bool
  /// What a preflight must have allowed, for the request was sent.
  private let sent: (method: HTTPMethod, fields: Set<String>)?

  /// Nil where there was no answer.
  init?(_ interaction: Interaction) {
    guard case .response(let response) = interaction.outcome else { return nil }
    let request = interaction.request
    answer = response.headers
    isOK = request.method != .options || (200..<300).contains(response.status)
    sent = PageAccess.sent(request, response.headers)
  }

  /// Fetch's names of fields that need no leave, whatever a request has in them, or need it only for some values.
  private static let safelisted: Set<String> = ["accept", "accept-language", "content-language", "range"]
  private static let safelistedTypes: Set<String> = [
    "application/x-www-form-urlencoded", "multipart/form-data", "text/plain",
  ]

  private static func sent(
    _ request: StoredRequest, _ answer: HeaderFields
  ) -> (method: HTTPMethod, fields: Set<String>)? {
    guard request.method != .options, let page = request.headers.first("origin"),
      Origin(page) != request.url.origin, allows(page, answer)
    else { return nil }
    var fields = Set(request.headers.map { $0.name.lowercased() }).subtracting(safelisted)
    if let type = request.mediaType, safelistedTypes.contains(type.essence) { fields.remove("content-type") }
    return (request.method, fields)
  }

  /// Fetch, "CORS check".
  private static func allows(_ origin: String, _ answer: HeaderFields) -> Bool {
    let allowed = answer.all("access-control-allow-origin")
    return allowed == ["*"] || allowed == [origin]
  }

  private func allows(_ method: HTTPMethod) -> Bool {
    let allowed = answer.list("access-control-allow-methods")
    return [.get, .head, .post].contains(method) || allowed.contains(method.rawValue) || allowed.contains("*")
      || sent?.method == method
  }

  private func allows(field: String) -> Bool {
    let allowed = answer.list("access-control-allow-headers").map { $0.lowercased() }
    // "*" does not stand for credentials.
    return allowed.contains(field) || allowed.contains("*") && field != "authorization"
      || sent?.fields.contains(field) ?? false
  }

  /// What of a preflight the recording does not allow; empty where a browser goes on to send the request.
  func mismatches(to preflight: Preflight) -> [Mismatch] {
    var list: [Mismatch] = []
    func add(_ name: String, _ received: String) {
      let recorded = answer.all(name)
      list.append(
        Mismatch(
          pointer: "/response/headers/\(name)",
          recorded: recorded.isEmpty ? nil : RequestFacts.shown(recorded.joined(separator: ", "), limit: 200),
          received: RequestFacts.shown(received, limit: 200)))
    }
    if !isOK { list.append(Mismatch(pointer: "/response/status", recorded: "not a status of success", received: nil)) }
    if !PageAccess.allows(preflight.origin, answer) { add("access-control-allow-origin", preflight.origin) }
    if !allows(preflight.method) { add("access-control-allow-methods", preflight.method.rawValue) }
    let fields = preflight.fields.filter { !allows(field: $0) }
    if !fields.isEmpty { add("access-control-allow-headers", fields.joined(separator: ", ")) }
    return list
  }

  /// Where nothing mismatches: the recorded fields, and what they lack of what was allowed.
  func response(to preflight: Preflight, name: String) -> Response {
    var headers = HeaderFields()
    func add(_ name: String, _ value: String?) {
      let recorded = answer.all(name.lowercased())
      if let value { headers.append(name, value) } else { for value in recorded { headers.append(name, value) } }
    }
    let methods = answer.list("access-control-allow-methods")
    let fields = answer.list("access-control-allow-headers").map { $0.lowercased() }
    let isMethodNamed = methods.contains(preflight.method.rawValue) || methods.contains("*")
    let areFieldsNamed = preflight.fields.allSatisfy {
      fields.contains($0) || fields.contains("*") && $0 != "authorization"
    }
    add("Access-Control-Allow-Origin", nil)
    add("Access-Control-Allow-Credentials", nil)
    add("Access-Control-Allow-Methods", isMethodNamed ? nil : preflight.method.rawValue)
    add("Access-Control-Allow-Headers", areFieldsNamed ? nil : preflight.fields.joined(separator: ", "))
    add("Access-Control-Max-Age", nil)
    return Response(status: 204, reason: "No Content", headers: headers, replayedFrom: name)
  }
}
