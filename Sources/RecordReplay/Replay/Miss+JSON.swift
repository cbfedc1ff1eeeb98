public import HTTPModel
public import JSONModel

extension Miss {
  /// Its facts, with the command that would help and all other ways out: members of the server's answer to the request,
  /// of a session's report, and of what a server says to `run --wire`.
  public var json: JSONValue {
    var members: [(String, JSONValue)] = [
      ("reason", .string(reason.rawValue)), ("api", api.map { .string($0) } ?? .null), ("method", .string(method)),
      ("url", .string(url)), ("cassette", .string(cassette)),
    ]
    if let closest { members.append(("closest", closest.json)) }
    if !apis.isEmpty {
      members.append(("apis", .array(apis.map { ["name": .string($0.name), "url": .string($0.url)] })))
    }
    if let meant { members.append(("meant", .string(meant))) }
    if let damage { members.append(("damage", .string(damage))) }
    let report = MissReport(self)
    if let command = report.command { members.append(("command", .string(command))) }
    if !report.ways.isEmpty { members.append(("ways", .array(report.ways.map { .string($0) }))) }
    return .object(JSONObject(members))
  }

  init?(_ json: JSONValue) {
    guard let reason = json["reason"]?.text.flatMap(Reason.init), let method = json["method"]?.text,
      let url = json["url"]?.text, let cassette = json["cassette"]?.text
    else { return nil }
    let closest = json["closest"].flatMap { closest -> Closest? in
      guard let interaction = closest["interaction"]?.text, let list = closest["mismatches"]?.array else { return nil }
      let mismatches = list.map {
        Mismatch(
          pointer: $0["pointer"]?.text ?? "", recorded: $0["recorded"]?.text, received: $0["received"]?.text)
      }
      return Closest(interaction: interaction, mismatches: mismatches)
    }
    let apis = (json["apis"]?.array ?? []).map {
      KnownAPI(name: $0["name"]?.text ?? "", url: $0["url"]?.text ?? "")
    }
    self.init(
      reason: reason, method: method, url: url, api: json["api"]?.text, cassette: cassette, closest: closest,
      apis: apis, meant: json["meant"]?.text, damage: json["damage"]?.text)
  }
}

extension Miss.Closest {
  fileprivate var json: JSONValue {
    let mismatches = mismatches.map { mismatch -> JSONValue in
      [
        "pointer": .string(mismatch.pointer), "recorded": mismatch.recorded.map { .string($0) } ?? .null,
        "received": mismatch.received.map { .string($0) } ?? .null,
      ]
    }
    return ["interaction": .string(interaction), "mismatches": .array(mismatches)]
  }
}

extension MissReport {
  /// The answer to the request over HTTP, as `application/problem+json` (RFC 9457).
  public var response: Response {
    var members: [(String, JSONValue)] = [
      ("type", .string(MissReport.type)), ("title", .string(MissReport.title)), ("status", .number(MissReport.status)),
      ("detail", .string(detail)), ("code", .string(miss.reason.rawValue)), ("message", .string(message)),
    ]
    members += (miss.json.object ?? JSONObject()).map { ($0.key.text, $0.value) }
    return Response(
      status: MissReport.status, reason: phrase,
      headers: [HeaderField("Content-Type", "application/problem+json")],
      body: .bytes(JSONValue.object(JSONObject(members)).bytes()))
  }
}
