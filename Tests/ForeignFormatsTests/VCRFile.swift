import HTTPModel
import Hashing
import JSONModel

/// The exchanges of a file that VCR or vcrpy wrote, as far as `BlockYAML` reads it.
enum VCRFile {
  struct Unread: Error { let reason: String }

  static func exchanges(_ bytes: [UInt8]) throws -> [Exchange] {
    let file = try BlockYAML.read(bytes)
    guard let list = (file["http_interactions"] ?? file["interactions"])?.array else {
      throw Unread(reason: "no interactions")
    }
    return try list.map {
      Exchange(request: try request($0["request"]), outcome: .response(try response($0["response"])))
    }
  }

  private static func request(_ value: JSONValue?) throws -> Request {
    guard let value, let method = value["method"]?.text, let uri = value["uri"]?.text, let url = AbsoluteURL(uri) else {
      throw Unread(reason: "no request")
    }
    return Request(
      HTTPMethod(rawValue: method.uppercased()), url.origin, url.target, headers: headers(value["headers"]),
      body: .bytes(try body(value["body"])))
  }

  private static func response(_ value: JSONValue?) throws -> Response {
    guard let value, let status = value["status"]?["code"]?.text.flatMap({ Int($0) }) else {
      throw Unread(reason: "no response")
    }
    return Response(
      status: status, reason: value["status"]?["message"]?.text ?? "", headers: headers(value["headers"]),
      body: .bytes(try body(value["body"])))
  }

  private static func headers(_ value: JSONValue?) -> HeaderFields {
    var fields = HeaderFields()
    for member in value?.object?.members ?? [] {
      for one in member.value.array ?? [] { fields.append(member.key.text, one.text ?? "") }
    }
    return fields
  }

  /// VCR has an object with the encoding, vcrpy a string in a request and an object in a response.
  private static func body(_ value: JSONValue?) throws -> [UInt8] {
    if let coded = value?["base64_string"]?.text {
      guard let bytes = Base64.decode(coded.utf8.filter { $0 > 32 }) else { throw Unread(reason: "not Base64") }
      return bytes
    }
    return Array((value?["string"]?.text ?? value?.text ?? "").utf8)
  }
}
