public import HTTPModel

/// A request in a cassette.
public struct StoredRequest: Equatable, Sendable {
  public let method: HTTPMethod
  /// Secrets replaced.
  public let url: AbsoluteURL
  /// In wire order, framing fields included, secrets replaced.
  public let headers: HeaderFields
  public let body: StoredBody?

  /// A longer body is compared by its digest.
  static let maxComparedBytes = 8 << 20

  init(method: HTTPMethod, url: AbsoluteURL, headers: HeaderFields, body: StoredBody?) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }

  /// The body's bytes in the form in which they are compared, empty where there are none. Of a long one what stands for
  /// it; nil where it cannot be read.
  var comparedBody: [UInt8]? {
    guard let content = body?.content else { return [] }
    guard let bytes = content.atHand else { return LongBody.standIn(for: content) }
    return MultipartParts.comparable(bytes, type: headers.firstValue("content-type"))
  }

  public var mediaType: MediaType? { headers.first("content-type").flatMap { MediaType($0) } }
}
