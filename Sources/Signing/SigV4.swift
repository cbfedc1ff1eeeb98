public import Clocks
public import HTTPModel
import Hashing

/// AWS Signature Version 4 in the `Authorization` header
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
public struct SigV4: Sendable {
  public let credentials: AWSCredentials
  /// `us-east-1`
  public let region: String
  /// The name a service signs under, which need not be its host's: `ses` for `email.us-east-1.amazonaws.com`.
  public let service: String
  /// Whether `X-Amz-Content-SHA256` goes out as well. S3 wants it.
  public var sendsContentHash = false
  /// Whether the path is encoded once more for signing. All services want it but S3.
  public var encodesPathTwice = true

  public init(credentials: AWSCredentials, region: String, service: String) {
    self.credentials = credentials
    self.region = region
    self.service = service
  }

  /// The fields to add to the request: `X-Amz-Date`, `X-Amz-Security-Token` where the credentials have one, and
  /// `Authorization`. Every field the request has is signed, but those that a proxy may change. An `Authorization` that
  /// it has already is not signed; it is the caller's to remove.
  ///
  /// `body` is the request's whole body.
  public func headers(for request: Request, body: [UInt8], time: Instant) -> HeaderFields {
    let date = time.text(.basic)
    let bodyHash = Digest.sha256.hex(body)
    var added: HeaderFields = [HeaderField("X-Amz-Date", date)]
    if let token = credentials.sessionToken { added.append("X-Amz-Security-Token", token) }
    if sendsContentHash { added.append("X-Amz-Content-SHA256", bodyHash) }

    let fields = canonicalHeaders(of: request, adding: added)
    let signed = fields.map(\.name).joined(separator: ";")
    let canonical =
      [request.method.rawValue, canonicalPath(request.target), canonicalQuery(request.target)]
      + fields.map { "\($0.name):\($0.value)" } + ["", signed, bodyHash]
    let scope = "\(date.prefix(8))/\(region)/\(service)/aws4_request"
    let toSign = ["AWS4-HMAC-SHA256", date, scope, Digest.sha256.hex(canonical.joined(separator: "\n").utf8)]
    let signature = HMAC.sha256(key: signingKey(day: date.prefix(8)), message: toSign.joined(separator: "\n").utf8)
    added.append(
      "Authorization",
      "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID)/\(scope), SignedHeaders=\(signed), "
        + "Signature=\(Hexadecimal.encode(signature))")
    return added
  }

  private func signingKey(day: Substring) -> [UInt8] {
    [String(day), region, service, "aws4_request"].reduce(Array("AWS4\(credentials.secretAccessKey)".utf8)) {
      HMAC.sha256(key: $0, message: $1.utf8)
    }
  }
}
