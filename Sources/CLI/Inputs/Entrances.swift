import HTTPModel
import RecordReplay

/// `--listen`, `--links`, `--server-name`: how clients of base URLs come in, and which links they get.
struct Entrances {
  private let apis: [API]
  /// What the server is called.
  private let names: [String]
  private let ports: [(api: API, port: Int)]
  private let rewritesLinks: Bool

  static let declarations = [
    OptionDeclaration(
      "listen", value: "API=PORT", repeats: true, help: "an API at the root of its own port; 0: any"),
    OptionDeclaration(
      "links", value: "WHAT", choices: ["rewrite", "keep"],
      help: "base URLs: lead here (default), or stay"),
    OptionDeclaration(
      "server-name", value: "NAME", repeats: true, help: "what clients call this server, as in a container"),
  ]

  init(_ arguments: Arguments, apis: [API], of command: String) throws(UsageError) {
    self.apis = apis
    rewritesLinks = arguments.value("links") != "keep"
    for name in arguments.values("server-name") where Origin("http://\(name)")?.host != name.lowercased() {
      throw UsageError(
        message: "\(command): --server-name '\(name)' is not a host name without a port",
        next: "tapedeck \(command) --help")
    }
    names = arguments.values("server-name") + arguments.values("host")
    var ports: [(API, Int)] = []
    for text in arguments.values("listen") {
      let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, let port = Int(parts[1]), (0...65535).contains(port) else {
        throw UsageError(
          message: "\(command): --listen '\(text)' is not API=PORT, like paddle=8081",
          next: "tapedeck \(command) --help")
      }
      guard let api = apis.first(where: { $0.name == parts[0] }) else {
        throw UsageError(
          message: "\(command): --listen '\(text)': no API has this name; known are "
            + apis.map(\.name).joined(separator: ", "),
          next: "tapedeck \(command) --help")
      }
      ports.append((api, port))
    }
    self.ports = ports
  }

  /// What stands before `inner` on a port: of one API, or of all.
  func responder(owner: String? = nil, answering inner: any Responder) -> any Responder {
    let roots = APIRoots(apis: apis, owner: owner, answering: inner)
    return BrowserGuard(
      apis: apis, names: names,
      answering: rewritesLinks ? LinkRewriter(apis: apis, owner: owner, answering: roots) : roots)
  }

  /// The ports of single APIs.
  func listeners(answering inner: any Responder) -> [Listener] {
    ports.map { api, port in
      Listener(
        port: port, responder: responder(owner: api.name, answering: inner),
        row: { origin in "  \(api.name) at its root: \(origin)" })
    }
  }
}

/// A port beside the first one. No tunnels are opened there.
struct Listener {
  /// 0 takes any free one.
  let port: Int
  let responder: any Responder
  /// A line that says what is there.
  let row: (Origin) -> String
}
