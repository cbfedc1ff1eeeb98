import ContentCoding
public import HTTPModel

/// Gives clients that have an API below a base URL links that lead here where the API's lead to the API, so that none
/// walks out: in `Location`, `Content-Location` and `Link`, and in JSON strings that are links. A proxy's clients get
/// everything as it is.
///
/// It stands outside of recorders and replayers: what is recorded are the real links, and a request for a link that was
/// replaced is one for the real link. A body that its header fields sign or digest stays, and so does part of a body
/// (206).
public struct LinkRewriter: Responder {
  private let roots: APIRoots
  private let table: LinkTable
  private let inner: any Responder

  /// JSON of known length is read whole up to so many bytes, so that its new length is known; longer JSON goes on as it
  /// comes, in chunks. Coded JSON that is longer stays as it is.
  public static let maxBytes = 4 << 20

  /// `owner` as `APIRoots` has it, which is to stand behind this one.
  public init(apis: [API], owner: String? = nil, answering inner: any Responder) {
    roots = APIRoots(apis: apis, owner: owner, answering: inner)
    table = LinkTable(apis)
    self.inner = inner
  }

  public func respond(to request: Request) -> Answer {
    if ClientBase.isProxied(request) { return inner.respond(to: request) }
    return inner.respond(to: request).flatMap { [self] outcome in
      guard case .response(let response) = outcome, response.mayHaveLinks(to: request.method),
        let base = ClientBase(request, roots: roots, table: table)
      else { return .now(outcome) }
      var linked = response
      if LinkedFields.names.contains(where: response.headers.contains) {
        linked.headers = LinkedFields(table: table, base: base).replacing(in: response.headers)
      }
      guard response.hasOpenJSON(to: request.method) else { return .now(.response(linked)) }
      return body(of: linked, base)
    }
  }

  private func body(of response: Response, _ base: ClientBase) -> Answer {
    switch response.body {
    case .bytes(let bytes): return .now(.response(replaced(in: response, bytes, base)))
    case .stream(let source, let length):
      let isCoded = response.headers.contains("content-encoding")
      if length ?? .max > LinkRewriter.maxBytes, !isCoded {
        var response = response
        response.headers.removeAll("content-length")
        response.body = .stream(LinkedBody(source, JSONLinks(table, base)), length: nil)
        return .now(.response(response))
      }
      if length ?? 0 > LinkRewriter.maxBytes { return .now(.response(response)) }
      return .later {
        var parts: [UInt8] = []
        while parts.count <= LinkRewriter.maxBytes {
          let part = await source.next()
          switch part {
          case .chunk(let chunk): parts += chunk
          case .end(let trailers) where trailers.isEmpty: return .response(replaced(in: response, parts, base))
          case .end, .failure: return .response(response.followed(by: BegunBody(parts, thenLast: part), length: length))
          }
        }
        return .response(response.followed(by: BegunBody(parts, then: source), length: length))
      }
    }
  }

  private func replaced(in response: Response, _ bytes: [UInt8], _ base: ClientBase) -> Response {
    var response = response
    var text = bytes
    if let coding = response.headers.first("content-encoding") {
      // What cannot be undone stays.
      guard let plain = try? Coding.undo(coding, of: bytes, limit: 4 * LinkRewriter.maxBytes) else {
        return response.with(bytes)
      }
      text = plain
    }
    var links = JSONLinks(table, base)
    text = links.take(text) + links.finish()
    guard links.isChanged else { return response.with(bytes) }
    response.headers.removeAll("content-encoding")
    response.headers.replace("content-length", with: "\(text.count)")
    return response.with(text)
  }
}

extension Response {
  /// Whether there is anything to look at.
  fileprivate func mayHaveLinks(to method: HTTPMethod) -> Bool {
    status >= 200 && (LinkedFields.names.contains(where: headers.contains) || hasOpenJSON(to: method))
  }

  /// Whether it has JSON that may be changed.
  fileprivate func hasOpenJSON(to method: HTTPMethod) -> Bool {
    guard mediaType?.isJSON ?? false, status != 206, Response.hasBody(status: status, to: method) else { return false }
    if case .bytes(let bytes) = body {
      // Most have none.
      if !headers.contains("content-encoding"), bytes[...].firstIndex(of: Array("http".utf8)) == nil,
        bytes[...].firstIndex(of: Array("HTTP".utf8)) == nil
      {
        return false
      }
    }
    return !headers.contains { field in
      let name = field.name.lowercased()
      return name.hasSuffix("signature") || ["digest", "content-digest", "repr-digest", "content-md5"].contains(name)
    }
  }

  fileprivate func followed(by source: any BodySource, length: Int?) -> Response {
    var response = self
    response.body = .stream(source, length: length)
    return response
  }

  /// The same where it has these bytes already: what was made beforehand for it stays.
  fileprivate func with(_ bytes: [UInt8]) -> Response {
    if case .bytes(let own) = body, own == bytes { return self }
    var response = self
    response.body = .bytes(bytes)
    return response
  }
}

/// JSON that goes on as it comes, with other links.
private final class LinkedBody: BodySource, @unchecked Sendable {  // one consumer at a time owns the state
  private let source: any BodySource
  private var links: JSONLinks
  private var last: BodyPart?

  init(_ source: any BodySource, _ links: JSONLinks) { (self.source, self.links) = (source, links) }

  func next() async -> BodyPart {
    if let last { return last }
    while true {
      switch await source.next() {
      case .chunk(let chunk):
        let text = links.take(chunk)
        if !text.isEmpty { return .chunk(text) }
      case let end:
        let rest = links.finish()
        if rest.isEmpty { return end }
        last = end
        return .chunk(rest)
      }
    }
  }

  func cancel() { source.cancel() }
}
