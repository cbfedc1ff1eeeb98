public import HTTPModel

/// A request in a cassette.
public struct StoredRequest: Hashable, Sendable {
  public let method: HTTPMethod
  /// Secrets replaced.
  public let url: AbsoluteURL
  /// In wire order, framing fields included, secrets replaced.
  public let headers: HeaderFields
  public let body: StoredBody?

  init(method: HTTPMethod, url: AbsoluteURL, headers: HeaderFields, body: StoredBody?) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }

  public var mediaType: MediaType? { headers.first("content-type").flatMap { MediaType($0) } }
}
