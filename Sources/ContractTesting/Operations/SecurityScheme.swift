import HTTPModel
import JSONModel

/// How a request shows who sent it, as far as that can be seen in it.
struct SecurityScheme: Sendable {
  enum Kind: Sendable {
    case header(String)
    case query(String)
    case cookie(String)
    /// A scheme of `Authorization`, in lower case.
    case authorization(String)
    /// AWS Signature Version 4, in `Authorization` or in the query.
    case signatureV4
    /// In the connection (`mutualTLS`): nothing in the request shows it.
    case unseen
  }

  let kind: Kind

  /// Nil for what no version of OpenAPI 3 describes.
  init?(_ place: ContractPlace) {
    let scheme = place.value
    switch scheme["type"]?.string {
    case "apiKey":
      // What the published contracts of AWS say beside the type.
      if scheme["x-amazon-apigateway-authtype"]?.string == "awsSigv4" {
        kind = .signatureV4
        return
      }
      guard let name = scheme["name"]?.string else { return nil }
      switch scheme["in"]?.string {
      case "header": kind = .header(name)
      case "query": kind = .query(name)
      case "cookie": kind = .cookie(name)
      default: return nil
      }
    case "http":
      guard let name = scheme["scheme"]?.string?.lowercased() else { return nil }
      kind = name.utf8.starts(with: "aws4-".utf8) ? .signatureV4 : .authorization(name)
    case "oauth2", "openIdConnect": kind = .authorization("bearer")
    case "mutualTLS": kind = .unseen
    default: return nil
    }
  }

  /// The parameters that carry it, by where they are; headers in lower case.
  var parameters: [(location: Parameter.Location, name: String)] {
    switch kind {
    case .header(let name): [(.header, name.lowercased())]
    case .query(let name): [(.query, name)]
    case .cookie(let name): [(.cookie, name)]
    case .authorization: [(.header, "authorization")]
    case .signatureV4:
      ["authorization", "x-amz-date", "x-amz-content-sha256", "x-amz-security-token"].map { (.header, $0) }
        + ["Algorithm", "Credential", "Date", "Expires", "SignedHeaders", "Signature", "Security-Token"]
        .map { (.query, "X-Amz-\($0)") }
    case .unseen: []
    }
  }

  /// As messages name it.
  var text: String {
    switch kind {
    case .header(let name): "the header \(name)"
    case .query(let name): "the query parameter \(name)"
    case .cookie(let name): "the cookie \(name)"
    case .authorization(let name): "Authorization: \(name.prefix(1).uppercased())\(name.dropFirst())"
    case .signatureV4: "a signature of AWS (Authorization: AWS4-HMAC-SHA256)"
    case .unseen: "a client certificate"
    }
  }

  /// Whether a request has such credentials; whether they are right is the provider's to say. A placeholder is one.
  func isMet(by request: Request) -> Bool {
    func isInQuery(_ name: String) -> Bool {
      request.target.queryItems.contains { $0.decodedName.elementsEqual(name.utf8) && $0.value?.isEmpty == false }
    }
    func authorizations() -> [String] { request.headers.all("authorization") }
    switch kind {
    case .header(let name): return request.headers.all(name).contains { !$0.isEmpty }
    case .query(let name): return isInQuery(name)
    case .cookie(let name):
      return ParameterCheck.cookies(request.headers).contains { cookie in
        cookie.name.elementsEqual(name.utf8) && cookie.value?.isEmpty == false
      }
    case .authorization(let scheme):
      return authorizations().contains { value in
        SecurityScheme.isPlaceholder(value) || SecurityScheme.scheme(of: value).elementsEqual(scheme.utf8)
      }
    case .signatureV4:
      return isInQuery("X-Amz-Signature")
        || authorizations().contains { value in
          SecurityScheme.isPlaceholder(value) || SecurityScheme.scheme(of: value).starts(with: "aws4-".utf8)
        }
    case .unseen: return true
    }
  }

  /// The scheme that a value of `Authorization` begins with, in lower case; empty where nothing is behind it.
  private static func scheme(of value: String) -> [UInt8] {
    let parts = value.utf8.split(separator: UInt8(ascii: " "), maxSplits: 1)
    return parts.count == 2 ? parts[0].map { (65...90).contains($0) ? $0 | 32 : $0 } : []
  }

  /// A value that was redacted as a whole.
  private static func isPlaceholder(_ value: String) -> Bool { value.hasPrefix("{{") && value.hasSuffix("}}") }
}

/// Which credentials an operation asks for.
struct SecurityRequirements: Sendable {
  /// The schemes of one of its alternatives: all of them are needed.
  struct Alternative: Sendable {
    let schemes: [SecurityScheme]
    /// Names of schemes that the contract does not describe.
    let unknown: [String]
  }

  /// Each suffices. One without schemes needs no credentials.
  let alternatives: [Alternative]
  let place: ContractPlace

  /// `security` is the operation's own or the document's. Nil where it asks for nothing.
  init?(_ security: ContractPlace, _ schemes: [String: SecurityScheme]) {
    guard security.value.kind == .array, security.value.count > 0 else { return nil }
    place = security
    alternatives = security.elements.map { element in
      let names = element.members.map(\.name)
      return Alternative(schemes: names.compactMap { schemes[$0] }, unknown: names.filter { schemes[$0] == nil })
    }
  }
}
