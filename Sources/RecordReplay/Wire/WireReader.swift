public import HTTPModel
import JSONModel

/// The client's side of `--wire`: asks a replay server whose answers a `WireTagger` marked, with absolute-form targets,
/// and gives the very outcome that the server's responder gave.
public struct WireReader: Responder {
  private let server: Origin
  private let client: any Responder

  /// `server` is where the replay server listens; `client` gets there.
  public init(server: Origin, client: any Responder) {
    self.server = server
    self.client = client
  }

  public func respond(to request: Request) -> Answer {
    var asked = request
    let isWholeServer = request.target.bytes == [UInt8(ascii: "*")]
    asked.origin = server
    asked.target = Target(Array("\(request.origin)".utf8) + (isWholeServer ? [] : request.target.bytes))
    // That of the server asked for, as RFC 9112 section 3.2.2 wants it, and as it would be without a server between.
    if !asked.headers.contains("host") {
      asked.headers = HeaderFields([HeaderField("Host", request.origin.authority)] + Array(asked.headers))
    }
    return client.respond(to: asked).flatMap { outcome in
      guard case .response(let response) = outcome else { return .now(outcome) }
      return WireReader.untagged(response)
    }
  }

  private static func untagged(_ response: Response) -> Answer {
    let (ours, rest) = WireFields.split(response.headers)
    if let text = ours.first(WireFields.miss) {
      let miss = (try? JSONValue(parsing: text)).flatMap(Miss.init)
      return .now(miss.map { .miss($0) } ?? unreadable(WireFields.miss))
    }
    let timing = WireFields.timing(ours)
    let name = WireFields.name(ours)
    if let text = ours.first(WireFields.failure) {
      return .later {
        guard case .success(let body) = await response.body.collected(),
          let root = (try? JSONDocument(parsing: text))?.root,
          let failure = TransportFailure(root, body: body.bytes, name: name, timing: timing)
        else { return unreadable(WireFields.failure) }
        return .failure(failure)
      }
    }
    var response = response
    response.headers = rest
    response.timing = timing
    response.replayedFrom = name
    return .now(.response(response))
  }

  private static func unreadable(_ field: String) -> Outcome {
    .failure(TransportFailure(.protocol, "the replay server's \(field) cannot be read"))
  }
}
