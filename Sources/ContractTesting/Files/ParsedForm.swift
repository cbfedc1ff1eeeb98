import JSONModel

/// What a YAML file was parsed to, as bytes: its JSON, and where in the file each value and key is.
///
/// A line that names the form's version; then numbers, seven bits a byte, the lowest first: the file's length and
/// digest, the JSON's length and digest; then the JSON; then the digest of what follows; then for each value and key in
/// order how many bytes of JSON lie before it since the last one, and line, column and offset less those of the last
/// one, the sign in the lowest bit.
enum ParsedForm {
  private static let head = Array("tapedeck parsed contract 1\n".utf8)

  static func bytes(of document: JSONDocument, parsedFrom file: [UInt8]) -> [UInt8] {
    let json = document.bytes
    var form = head
    for number in [UInt64(file.count), digest(file[...]), UInt64(json.count), digest(json[...])] {
      append(number, to: &form)
    }
    form += json
    let starts = document.root.withRawNodes { nodes, _ in nodes.map { Int($0.start) } }
    var places: [UInt8] = []
    var last = (start: 0, place: TextPosition(line: 0, column: 0, offset: 0))
    for start in starts {
      let place = document.position(of: start)
      append(UInt64(start - last.start), to: &places)
      append(signed: place.line - last.place.line, to: &places)
      append(signed: place.column - last.place.column, to: &places)
      append(signed: place.offset - last.place.offset, to: &places)
      last = (start, place)
    }
    append(digest(places[...]), to: &form)
    return form + places
  }

  /// Nil where the form is damaged, or of another file.
  static func document(_ form: [UInt8], of file: [UInt8], _ source: SourceText) -> JSONDocument? {
    guard form.starts(with: head) else { return nil }
    var index = head.count
    guard number(form, &index) == UInt64(file.count), number(form, &index) == digest(file[...]),
      let count = number(form, &index).flatMap({ Int(exactly: $0) }), let jsonDigest = number(form, &index),
      count <= form.count - index
    else { return nil }
    let json = form[index..<index + count]
    index += count
    guard digest(json) == jsonDigest, let placesDigest = number(form, &index), digest(form[index...]) == placesDigest
    else { return nil }
    return document(json, form[index...], source)
  }

  private static func document(_ json: ArraySlice<UInt8>, _ places: ArraySlice<UInt8>, _ source: SourceText)
    -> JSONDocument?
  {
    var text = MappedText(of: source)
    let places = Array(places)
    var index = 0, start = json.startIndex
    var line = 0, column = 0, offset = 0
    var last: TextPosition?
    while index < places.count {
      guard let distance = number(places, &index).flatMap({ Int(exactly: $0) }), distance <= json.endIndex - start,
        let lineChange = signed(places, &index), let columnChange = signed(places, &index),
        let offsetChange = signed(places, &index)
      else { return nil }
      if let last { text.append(json[start..<start + distance], for: last) }
      start += distance
      (line, column, offset) = (line &+ lineChange, column &+ columnChange, offset &+ offsetChange)
      guard line > 0, column > 0, offset >= 0 else { return nil }
      last = TextPosition(line: line, column: column, offset: offset)
    }
    guard let last else { return nil }
    text.append(json[start...], for: last)
    return try? JSONDocument(parsing: text)
  }
}

/// Numbers and digests.
extension ParsedForm {
  private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 128 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private static func append(signed number: Int, to bytes: inout [UInt8]) {
    append(UInt64(number.magnitude) << 1 | (number < 0 ? 1 : 0), to: &bytes)
  }

  private static func number(_ bytes: [UInt8], _ index: inout Int) -> UInt64? {
    var number: UInt64 = 0, shift: UInt64 = 0
    while index < bytes.count, shift < 64 {
      let byte = bytes[index]
      index += 1
      number |= UInt64(byte & 127) << shift
      if byte < 128 { return number }
      shift += 7
    }
    return nil
  }

  private static func signed(_ bytes: [UInt8], _ index: inout Int) -> Int? {
    guard let number = number(bytes, &index), number >> 1 <= UInt64(Int32.max) else { return nil }
    return number & 1 == 0 ? Int(number >> 1) : -Int(number >> 1)
  }

  /// Finds damage, not forgery: who can write the cache can write the contract.
  private static func digest(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.withUnsafeBytes { raw in
      var digest: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(raw.count)
      var index = 0
      while index + 8 <= raw.count {
        digest = (digest ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) &* 0xFF51_AFD7_ED55_8CCD
        digest ^= digest >> 32
        index += 8
      }
      while index < raw.count {
        digest = (digest ^ UInt64(raw[index])) &* 0x0000_0100_0000_01B3
        index += 1
      }
      return digest
    }
  }
}
