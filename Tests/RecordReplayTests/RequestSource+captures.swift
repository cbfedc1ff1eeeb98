import HTTPModel
import JSONModel

@testable import RecordReplay

extension RequestSource {
  /// What a recorded request's file might list: most of its placeholders and some look-alikes. Nil: it lists nothing.
  mutating func captures(of request: StoredRequest) -> [Capture]? {
    if roll(3) == 0 { return nil }
    var captures: [Capture] = []
    for (place, value) in places(of: request) {
      for text in ["{{demo.t}}", "{{demo.u}}", "{{subject}}"] where value.contains(text) && roll(4) > 0 {
        let format = pick(["any", "any", "token", "digits", "digits:1", "hex:1-2", "base64", "uuid", "email"])
        captures.append(Capture(place: place, text: text, name: "t", format: CaptureFormat(format) ?? .any))
      }
      // What a person would not see as a hole.
      if value.contains("Z"), roll(3) == 0 {
        captures.append(Capture(place: place, text: "Z", name: "z", format: pick([.any, .token])))
      }
    }
    return captures
  }

  private func places(of request: StoredRequest) -> [(place: String, value: String)] {
    var places: [(String, String)] = []
    let path = request.url.target.path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    for (index, segment) in path.dropFirst().enumerated() {
      places.append(("/url/path/\(index)", Self.text(PercentEncoding.decoded(segment))))
    }
    places += Self.numbered(request.url.target.query, "/url/query")
    for field in request.headers {
      places.append(("/headers/\(field.name.lowercased())", Self.text(field.value)))
    }
    let body = request.comparedBody ?? []
    let type = request.mediaType
    if type?.isForm ?? false { return places + Self.numbered(body[...], "/body/form") }
    if type == nil || type?.isJSON ?? false, let document = try? JSONDocument(parsing: body) {
      Self.add(document.root, at: "/body/json", to: &places)
    } else {
      places.append(("/body", Self.text(body)))
    }
    return places
  }

  private static func numbered(_ text: ArraySlice<UInt8>?, _ begin: String) -> [(String, String)] {
    var counts: [[UInt8]: Int] = [:]
    return (text ?? []).split(separator: UInt8(ascii: "&")).map { item in
      let parts = item.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      let name = PercentEncoding.decodedForm(parts[0])
      let number = counts[name, default: 0]
      counts[name] = number + 1
      let place = begin + JSONPointer(tokens: [Self.text(name)]).description + (number == 0 ? "" : "/\(number)")
      return (place, parts.count == 2 ? Self.text(PercentEncoding.decodedForm(parts[1])) : "")
    }
  }

  private static func add(_ value: JSONCursor, at place: String, to places: inout [(String, String)]) {
    if let text = value.string { places.append((place, text)) }
    for (index, element) in value.elements.enumerated() { add(element, at: "\(place)/\(index)", to: &places) }
    // Of members with one name the last is meant.
    var meant: [JSONString: JSONCursor] = [:]
    for member in value.members { meant[member.key] = member.value }
    for (key, value) in meant { add(value, at: place + JSONPointer(tokens: [key.text]).description, to: &places) }
  }

  private static func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
