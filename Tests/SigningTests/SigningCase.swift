import Clocks
import HTTPModel
import Signing
import Testing

/// A request to sign, and what botocore 1.43.11 gave for it.
struct SigningCase: Sendable, CustomTestStringConvertible {
  let name: String
  var method = "POST"
  var url = "https://email.us-east-1.amazonaws.com/v2/email/outbound-emails"
  var headers: [(String, String)] = []
  var body = ""
  var token: String?
  var service = "ses"
  let signedHeaders: String
  let signature: String

  static let accessKeyID = "AKIDEXAMPLE"
  static let secretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
  /// 2026-11-22T09:00:00Z
  static let time = Instant(millisecondsSince1970: 1_795_338_000_000)
  static let timestamp = "20261122T090000Z"

  var testDescription: String { name }

  /// The value of `Authorization` that we make.
  var ours: String? { added?.first("authorization") }

  var added: HeaderFields? {
    guard let url = AbsoluteURL(url) else { return nil }
    let request = Request(
      HTTPMethod(rawValue: method), url.origin, url.target, headers: HeaderFields(headers.map { HeaderField($0, $1) }))
    let credentials = AWSCredentials(
      accessKeyID: Self.accessKeyID, secretAccessKey: Self.secretAccessKey, sessionToken: token)
    return SigV4(credentials: credentials, region: "us-east-1", service: service)
      .headers(for: request, body: Array(body.utf8), time: Self.time)
  }

  var theirs: String {
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/\(service)/aws4_request, "
      + "SignedHeaders=\(signedHeaders), Signature=\(signature)"
  }

  static let all = [
    SigningCase(
      name: "a mail", headers: [("Content-Type", "application/json")], body: #"{"a":"é"}"#,
      signedHeaders: "content-type;host;x-amz-date",
      signature: "030949d35e1633f1c0d4a9586f98b45e721161ea40e87f0b3c074c37e4dd1987"),
    SigningCase(
      name: "a session token", headers: [("Content-Type", "application/json")], body: "{}", token: "FwoGZX//token==",
      signedHeaders: "content-type;host;x-amz-date;x-amz-security-token",
      signature: "4cb53fb9141dc812b60aaa1064df479c4171c2c94eedb2f68ad0309e44222099"),
    SigningCase(
      name: "no body, a port", method: "GET", url: "https://localhost:8443/",
      signedHeaders: "host;x-amz-date", signature: "e5b6fc5fc9462b34747413494f86b5dab72c892e8b49b79650ff68b209b2ed1e"),
    SigningCase(
      name: "a query out of order, with repeats", method: "GET",
      url: "https://states.us-east-1.amazonaws.com/list?b=2&a=~&b=1&a=x%20y&flag&z=", service: "states",
      signedHeaders: "host;x-amz-date", signature: "c00fe7eb88f1dd0d0c1bb8860c300672b712eaa21e06914b5841000fc1cfab8b"),
    SigningCase(
      name: "a path with escapes, dots and doubled slashes", method: "DELETE",
      url: "https://states.us-east-1.amazonaws.com/a%20b/./c//d/../%C3%A9:x/", service: "states",
      signedHeaders: "host;x-amz-date", signature: "2e6e72750d320c1c49288d3e797d3ab70897625565b3f19a351f97b80719fe4c"),
    SigningCase(
      name: "headers with blanks, repeats and some that are not signed",
      headers: [
        ("X-Twice", "one"), ("x-twice", "  two   words "), ("User-Agent", "curl"), ("Connection", "close"), ("A", ""),
      ], body: "x", signedHeaders: "a;host;x-amz-date;x-twice",
      signature: "b168568798d1af79ff9f827b06edfaafb7f8e963e34b5ceeabd35343e0566db0"),
  ]
}
