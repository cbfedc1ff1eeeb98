public import JSONModel
public import WorkflowEngine

/// How it looks what an execution read of its responses: for each response the places, the state and field that read
/// them, and what for.
public enum ReadsText {
  public static func text(_ responses: [ResponseReads], in layout: LineLayout = .unlimited) -> String {
    let blocks = responses.map { response in
      ([title(response)] + rows(response.reads)).map { layout.fitted(TerminalText.safe($0)) }.joined(separator: "\n")
    }
    guard !blocks.isEmpty else { return "What was read from the responses: there were none" }
    return "What was read from the responses:\n\n" + blocks.joined(separator: "\n\n")
  }

  private static func title(_ response: ResponseReads) -> String {
    let attempt = response.attempt == 0 ? "" : ", attempt \(response.attempt + 1)"
    guard let exchange = response.exchange else { return "  \(response.state)\(attempt)" }
    let status = exchange.status.map { " -> \($0)" } ?? ""
    let source = exchange.interaction.map { " [\($0)]" } ?? ""
    return "  \(response.state)\(attempt): \(exchange.method) \(exchange.url)\(status)\(source)"
  }

  private static func rows(_ reads: [Read]) -> [String] {
    guard !reads.isEmpty else { return ["    nothing"] }
    let width = min(60, reads.map { $0.pointer.description.count }.max() ?? 0)
    return reads.map { read in
      let pointer = read.pointer.description
      let place = pointer + String(repeating: " ", count: max(0, width - pointer.count))
      let use = read.use.rawValue + String(repeating: " ", count: 7 - read.use.rawValue.count)
      return "    \(use)  \(place)  \(read.state)\(read.field.map { ", \($0)" } ?? "")"
    }
  }

  /// `[{state, attempt, method, url, status, interaction, reads: [{pointer, state, field, use}]}]`; members that have no
  /// value are not there.
  public static func json(_ responses: [ResponseReads]) -> JSONValue {
    .array(
      responses.map { response in
        var members: [(String, JSONValue)] = [
          ("state", .string(response.state)), ("attempt", .number(response.attempt)),
        ]
        if let exchange = response.exchange {
          members += [("method", .string(exchange.method)), ("url", .string(exchange.url))]
          if let status = exchange.status { members.append(("status", .number(status))) }
          if let interaction = exchange.interaction { members.append(("interaction", .string(interaction))) }
        }
        members.append(("reads", .array(response.reads.map(json))))
        return .object(JSONObject(members))
      })
  }

  private static func json(_ read: Read) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("pointer", .string(read.pointer.description)), ("state", .string(read.state)),
    ]
    if let field = read.field { members.append(("field", .string(field))) }
    members.append(("use", .string(read.use.rawValue)))
    return .object(JSONObject(members))
  }
}
