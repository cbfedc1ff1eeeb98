import HTTPModel
import JSONModel
import WorkflowEngine

extension HTTPTaskRequest {
  static let methods: [HTTPMethod] = [.get, .post, .put, .delete, .patch, .options, .head]

  static func method(_ call: TaskCall) throws(HTTPTaskFailure) -> HTTPMethod {
    let name = try text(call.parameters["Method"], "Method", call)
    guard let method = methods.first(where: { $0.rawValue == name }) else {
      throw .parameters(call, "The 'Method' field contains an unsupported value: \(name)")
    }
    return method
  }

  static func url(_ call: TaskCall) throws(HTTPTaskFailure) -> AbsoluteURL {
    guard let url = endpoint(try text(call.parameters["ApiEndpoint"], "ApiEndpoint", call)) else {
      throw .parameters(call, "The 'ApiEndpoint' field must be an HTTPS URL")
    }
    return url
  }

  /// An HTTPS URL whose characters can go on the request line as they are.
  static func endpoint(_ text: String) -> AbsoluteURL? {
    guard text.utf8.allSatisfy({ $0 > 32 && $0 < 127 }), let url = AbsoluteURL(text), url.origin.scheme == "https"
    else { return nil }
    return url
  }

  static func text(_ value: JSONValue?, _ field: String, _ call: TaskCall) throws(HTTPTaskFailure) -> String {
    guard let value else { throw .parameters(call, "The field '\(field)' is required but was missing") }
    guard let text = value.text else {
      throw .parameters(call, "The value for the field '\(field)' must be a STRING")
    }
    return text
  }

  /// The members of an object as texts; one whose value is an array gives an entry for each element.
  static func pairs(
    _ value: JSONValue?, _ field: String, _ call: TaskCall
  ) throws(HTTPTaskFailure) -> [(name: String, value: String)] {
    guard let value, !value.isNull else { return [] }
    guard let object = value.unescaped.object else {
      throw .parameters(call, "The '\(field)' field must be an object; Tapedeck supports nothing else yet")
    }
    var pairs: [(name: String, value: String)] = []
    for member in object {
      for element in member.value.array ?? [member.value] {
        guard let text = element.scalarText else {
          throw .parameters(call, "The member '\(member.key.text)' of the '\(field)' field must be a STRING")
        }
        pairs.append((member.key.text, text))
      }
    }
    return pairs
  }

  static func form(_ call: TaskCall) throws(HTTPTaskFailure) -> HTTPTaskArrayFormat? {
    let transform = call.parameters["Transform"]
    switch transform?["RequestBodyEncoding"]?.text {
    case nil, "NONE": return nil
    case "URL_ENCODED":
      guard let name = transform?["RequestEncodingOptions"]?["ArrayFormat"] else { return .indices }
      guard let format = name.text.flatMap({ HTTPTaskArrayFormat(rawValue: $0) }) else {
        throw .parameters(call, "The 'ArrayFormat' field contains an unsupported value: \(name.text())")
      }
      return format
    case .some(let other):
      throw .parameters(call, "The 'RequestBodyEncoding' field contains an unsupported value: \(other)")
    }
  }
}
