import HTTPModel
import Hashing
import JSONModel

extension VCRReader {
  /// An object with a list of values for each name; one that somebody edited may have a text in place of a list.
  func headers(_ place: JSONCursor?, lost: inout [String]) throws(RecordingError) -> HeaderFields {
    guard let place, !place.isNull else { return [] }
    guard place.kind == .object else { throw place.fault("\"headers\" is \(place.kind), it must be an object") }
    var fields = HeaderFields()
    var spellings: [String: [ArraySlice<UInt8>]] = [:]
    for member in place.members {
      let name = member.key.text
      if name.utf8.first == UInt8(ascii: ":") { continue }
      guard name.utf8.isToken else { throw RecordingError("not a valid field name", at: member.keyPlace) }
      let values = member.value.kind == .array ? Array(member.value.elements) : [member.value]
      // Vcrpy repeats all values of a field for each way in which its name was spelled.
      let texts = values.map(\.sourceBytes)
      if dialect == .vcrpy, spellings.updateValue(texts, forKey: name.lowercased()) == texts {
        lost.append("which value came with which spelling of \(name)")
        continue
      }
      for value in values {
        let bytes = try fieldValue(value)
        guard bytes.isFieldText else { throw value.fault("a field's value holds a control character") }
        fields.append(HeaderField(nameBytes: Array(name.utf8), value: Array(bytes[...].trimmed)))
      }
    }
    return fields
  }

  private func fieldValue(_ place: JSONCursor) throws(RecordingError) -> [UInt8] {
    if let number = place.number { return Array(number.text.utf8) }
    guard place.kind == .string else {
      throw place.fault("a field's value is \(place.kind), it must be a string")
    }
    let text = try place.text()
    if isBinary(place) { return try base64(place) }
    guard dialect.hasLatinHeaders, text.unicodeScalars.allSatisfy({ $0.value < 256 }) else { return Array(text.utf8) }
    return text.unicodeScalars.map { UInt8($0.value) }
  }

  /// Nothing, a text or bytes, or what a response has.
  func requestBody(_ place: JSONCursor?) throws(RecordingError) -> [UInt8] {
    guard let place, !place.isNull else { return [] }
    return place.kind == .object ? try codedBody(place) : try text(place)
  }

  func responseBody(_ response: JSONCursor) throws(RecordingError) -> [UInt8] {
    guard let place = response["body"] else { throw response.fault("the member \"body\" is missing") }
    if place.isNull { return [] }
    guard place.kind == .object || place.kind == .string else {
      throw place.fault("\"body\" is \(place.kind), it must be an object")
    }
    return place.kind == .object ? try codedBody(place) : try text(place)
  }

  /// `{encoding, string}` or `{encoding, base64_string}`. Where both are there the bytes count.
  private func codedBody(_ place: JSONCursor) throws(RecordingError) -> [UInt8] {
    if let coded = place["base64_string"], coded.kind == .string { return try base64(coded) }
    guard let string = place["string"] else {
      throw place.fault("the body has neither \"string\" nor \"base64_string\"")
    }
    if string.isNull { return [] }
    guard let encoding = place["encoding"], !encoding.isNull else { return try text(string) }
    let name = try encoding.text()
    guard let charset = TextEncoding(named: name) else { throw encoding.fault("unknown encoding") }
    if isBinary(string) { return try base64(string) }
    if let number = string.number { return Array(number.text.utf8) }
    guard let bytes = charset.bytes(of: try string.text()) else {
      throw string.fault("the text cannot be encoded back to the encoding that is named")
    }
    return bytes
  }

  /// A text's UTF-8, or the bytes of a binary one.
  func text(_ place: JSONCursor) throws(RecordingError) -> [UInt8] {
    if isBinary(place) { return try base64(place) }
    if let number = place.number { return Array(number.text.utf8) }
    return Array(try place.text().utf8)
  }

  /// Ruby breaks lines every 60 characters.
  private func base64(_ place: JSONCursor) throws(RecordingError) -> [UInt8] {
    guard let bytes = Base64.decode(try place.text().utf8.filter { $0 > 32 }) else {
      throw place.fault("not valid Base64")
    }
    return bytes
  }
}
