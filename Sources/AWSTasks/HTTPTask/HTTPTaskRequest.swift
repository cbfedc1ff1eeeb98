import HTTPModel
import JSONModel
import WorkflowEngine

/// An HTTP Task's parameters, read, and the request made of them and a connection.
struct HTTPTaskRequest {
  let call: TaskCall
  let method: HTTPMethod
  let url: AbsoluteURL
  let connectionARN: String
  let headers: [(name: String, value: String)]
  /// As written, where the query is one text; what cannot stand on a request line is escaped.
  let rawQuery: String?
  let query: [(name: String, value: String)]
  let body: JSONValue?
  /// Nil sends JSON.
  let form: HTTPTaskArrayFormat?

  init(_ call: TaskCall) throws(HTTPTaskFailure) {
    self.call = call
    let parameters = call.parameters
    let names = parameters["Headers"]?.object?.keys ?? []
    let forbidden = HTTPTaskHeaders.forbidden(among: names)
    guard forbidden.isEmpty else {
      throw .parameters(
        call, "The 'Headers' field contains unsupported values: [\(forbidden.joined(separator: ", "))]")
    }
    method = try HTTPTaskRequest.method(call)
    url = try HTTPTaskRequest.url(call)
    let authentication = parameters["Authentication"] ?? parameters["InvocationConfig"]
    connectionARN = try HTTPTaskRequest.text(authentication?["ConnectionArn"], "ConnectionArn", call)
    headers = try HTTPTaskRequest.pairs(parameters["Headers"], "Headers", call)
    rawQuery = parameters["QueryParameters"]?.text.map { HTTPTaskForm.escaped($0) }
    query = rawQuery == nil ? try HTTPTaskRequest.pairs(parameters["QueryParameters"], "QueryParameters", call) : []
    body = parameters["RequestBody"]
    form = try HTTPTaskRequest.form(call)
    if form != nil, let body, body.unescaped.object == nil {
      throw .parameters(call, "The 'RequestBody' field must be an object for the encoding URL_ENCODED")
    }
  }

  /// The request, the connection's share merged in. `token` is that of an OAuth connection, nil for the others.
  func request(_ connection: EventBridgeConnection, token: Secret? = nil, region: String) throws(HTTPTaskFailure)
    -> Request
  {
    let text = try bodyText(connection)
    let fields = HTTPTaskHeaders.merged(
      task: headers, connection: connection, token: token, hasBody: text != nil, region: region)
    guard HTTPTaskHeaders.areValid(fields) else {
      throw HTTPTaskFailure(.runtime, "A header of the request has a name or a value that HTTP does not allow")
    }
    let added = connection.query.map { (name: $0.key, value: $0.value.exposed) }
    return Request(
      method, url.origin, target(adding: added, replacing: added.map(\.name)), headers: fields,
      body: .bytes(text.map { Array($0.utf8) } ?? []))
  }

  /// The URL to be shown: without what the connection adds.
  func shownURL(_ connection: EventBridgeConnection?) -> String {
    let replaced = connection?.query.map(\.key) ?? []
    return AbsoluteURL(origin: url.origin, target: target(adding: [], replacing: replaced)).description
  }

  /// A query entry of the task gives way to the connection's with the same name; the connection's follow at the end.
  private func target(adding added: [(name: String, value: String)], replacing names: [String]) -> Target {
    let names = Set(names.map { Array($0.utf8) })
    let kept = query.filter { !names.contains(Array($0.name.utf8)) }
    let parts = [rawQuery ?? "", HTTPTaskForm.encoded(kept + added)].filter { !$0.isEmpty }
    return url.target.appending(query: parts.joined(separator: "&"))
  }

  /// A member of the connection overwrites the task's in its place; new ones go to the end.
  private func bodyText(_ connection: EventBridgeConnection) throws(HTTPTaskFailure) -> String? {
    guard body != nil || !connection.body.isEmpty else { return nil }
    var body = self.body?.unescaped ?? .object(JSONObject())
    if !connection.body.isEmpty {
      guard body.object != nil else {
        throw HTTPTaskFailure(
          .runtime, "Cannot merge connection body authorization parameters with request body.")
      }
      for parameter in connection.body { body[parameter.key] = .string(parameter.value.exposed) }
    }
    if let text = body.text { return text }
    guard let form, let object = body.object else { return body.text() }
    return HTTPTaskForm.encoded(HTTPTaskForm(object, arrays: form).pairs)
  }
}
