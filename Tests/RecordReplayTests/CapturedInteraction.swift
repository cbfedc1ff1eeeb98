import RecordReplay
import TestSupport

/// An interaction with captures, as text of its file.
struct CapturedInteraction {
  var method = "GET"
  var url = "https://api.test/things"
  var headers: [String] = []
  /// The member's JSON; nil for none.
  var body: String?
  var status = 200
  var reason = "OK"
  var responseHeaders: [String] = []
  var responseBody: String?
  var trailers: [String] = []
  /// In place of status, headers and the rest.
  var failure: String?
  /// Place, text and format of each; the name is what stands between the braces, else `demo.x`.
  var request: [(String, String, String)] = []
  /// Place, text and name.
  var response: [(String, String, String)] = []
  /// False leaves the member out.
  var hasCaptures = true

  var text: String {
    func list(_ texts: [String]) -> String { "[\(texts.map { "\"\($0)\"" }.joined(separator: ", "))]" }
    func member(_ name: String, _ value: String?) -> String { value.map { ", \"\(name)\": \($0)" } ?? "" }
    func capture(_ place: String, _ text: String, _ name: String, _ format: String) -> String {
      #"{ "place": "\#(place)", "text": "\#(text)", "name": "\#(name)", "format": "\#(format)" }"#
    }
    let sent = request.map { capture($0.0, $0.1, Self.name(in: $0.1), $0.2) }.joined(separator: ", ")
    let answered = response.map { capture($0.0, $0.1, $0.2, "any") }.joined(separator: ", ")
    let outcome =
      failure.map { "\"failure\": \($0)" }
        ?? """
        "response": { "status": \(status), "reason": "\(reason)", "headers": \(list(responseHeaders))\
        \(member("body", responseBody))\(trailers.isEmpty ? "" : member("trailers", list(trailers))) }
        """
    let captures = #", "captures": { "request": [\#(sent)], "response": [\#(answered)] }"#
    return """
      { "api": "demo", "direction": "outbound",
        "request": { "method": "\(method)", "url": "\(url)", "headers": \(list(headers))\(member("body", body)) },
        \(outcome),
        "recorded": { "origin": "edited" }\(hasCaptures ? captures : "") }
      """
  }

  private static func name(in text: String) -> String {
    text.hasPrefix("{{") ? String(text.dropFirst(2).dropLast(2)) : "demo.x"
  }

  /// A cassette with these, in this order.
  static func written(_ interactions: [CapturedInteraction], in form: StoreForm = .files) throws -> WrittenCassette {
    try form.written(
      interactions.enumerated().map { index, interaction in ("00\(index + 1)-demo-GET-x", interaction.text) })
  }

  /// A replayer of such a cassette in memory.
  static func replayer(_ interactions: [CapturedInteraction], api: API = .demo) throws -> Replayer {
    let written = try written(interactions)
    var cassette = Cassette(newAt: written.path)
    for interaction in try written.load().interactions { cassette.append(interaction, api: api) }
    return Replayer(cassette: cassette, apis: [api], afterLast: .miss)
  }

  /// Why it cannot be read; nil where it can.
  var error: String? {
    get throws { try WrittenCassette(["001-demo-GET-x.json": text]).error() }
  }
}
