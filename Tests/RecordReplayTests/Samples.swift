import HTTPModel
import JSONModel
import TestSupport

@testable import RecordReplay

/// A cassette in a folder of its own, written by hand as a person would.
struct WrittenCassette {
  let folder: TemporaryFolder

  static let manifest = #"{ "tapedeck": 1, "complete": true, "apis": { "demo": { "hosts": ["https://api.test"] } } }"#

  /// `files` by name from the cassette's folder.
  init(_ files: [String: String], manifest: String? = Self.manifest) throws {
    folder = try TemporaryFolder()
    if let manifest { try folder.write(manifest + "\n", to: "cassette.json") }
    for (name, text) in files { try folder.write(text, to: name) }
  }

  var path: String { folder.path }

  func load() throws -> Cassette { try Cassette(loading: path) }

  /// Why it cannot be loaded, with the folder's path left out; nil where it can.
  func error() -> String? {
    do throws(CassetteError) {
      _ = try Cassette(loading: path)
      return nil
    } catch {
      return error.description.replacing(path + "/", with: "").replacing(path, with: "FOLDER")
    }
  }
}

extension API {
  static let demo = API(name: "demo", hosts: [BaseURL("https://api.test")].compactMap(\.self))

  /// One with a profile, as text of its file but for version and hosts.
  static func profiled(_ rest: String, hosts: String = #"["https://api.test"]"#) throws -> API {
    let text = #"{"profile": 1, "hosts": \#(hosts)\#(rest.isEmpty ? "" : ", " + rest)}"#
    return API(name: "demo", profile: try Profile(parsing: Array(text.utf8), file: "profile.json"))
  }
}

extension Request {
  static func sample(
    _ method: HTTPMethod = .get, _ url: String = "https://api.test/things", _ headers: HeaderFields = [],
    body: String = ""
  ) -> Request {
    let url = AbsoluteURL(url) ?? AbsoluteURL(origin: Origin(scheme: "https", host: "bad.test"), target: Target("/"))
    return Request(method, url.origin, url.target, headers: headers, body: .bytes(Array(body.utf8)))
  }
}

extension Response {
  static func sample(_ body: String = "", status: Int = 200, _ headers: HeaderFields = []) -> Response {
    Response(status: status, reason: "OK", headers: headers, body: .bytes(Array(body.utf8)))
  }
}

extension Interaction {
  /// What the redactor makes of an exchange.
  static func sample(
    _ request: Request, _ response: Response = .sample("answer"), api: API = .demo, afterLast: AfterLast? = nil
  ) throws -> Interaction {
    try Redactor().redact(
      Exchange(request: request, outcome: .response(response)), api: api, recorded: Provenance(.recorded),
      afterLast: afterLast)
  }
}

extension Cassette {
  /// In memory; each request is answered by its number: `answer 1`.
  static func sample(_ requests: [Request], api: API = .demo, afterLast: AfterLast? = nil) throws -> Cassette {
    var cassette = Cassette(newAt: "Cassettes/sample", manifest: Manifest(afterLast: afterLast))
    for (index, request) in requests.enumerated() {
      let interaction = try Interaction.sample(request, .sample("answer \(index + 1)"), api: api)
      cassette.append(interaction.asWrittenByHand, api: api)
    }
    return cassette
  }
}

extension Replayer {
  convenience init(_ requests: [Request], api: API = .demo, afterLast: AfterLast? = nil) throws {
    self.init(cassette: try .sample(requests, api: api), apis: [api], afterLast: afterLast)
  }

  /// The body of the answer; `miss` or `failure` in place of one.
  func answer(_ request: Request) async -> String {
    switch await respond(to: request).outcome {
    case .response(let response):
      if case .success(let body) = await response.body.collected() {
        return String(decoding: body.bytes, as: UTF8.self)
      }
      return "no body"
    case .failure: return "failure"
    case .miss: return "miss"
    }
  }
}

extension Outcome {
  var miss: Miss? { if case .miss(let miss) = self { miss } else { nil } }
  var response: Response? { if case .response(let response) = self { response } else { nil } }
  var failure: TransportFailure? { if case .failure(let failure) = self { failure } else { nil } }
}

extension Body {
  var text: String? { if case .bytes(let bytes) = self { String(decoding: bytes, as: UTF8.self) } else { nil } }
}

extension Answer {
  /// Nil where it comes later.
  var atOnce: Outcome? { if case .now(let outcome) = self { outcome } else { nil } }
}

extension Interaction {
  /// Where nothing was taken out: as from a file that says nothing of captures, in which placeholders are holes.
  var asWrittenByHand: Interaction {
    if let captures, !captures.request.isEmpty { return self }
    return Interaction(
      api: api, operation: operation, direction: direction, request: request, outcome: outcome, recorded: recorded,
      afterLast: afterLast)
  }
}
