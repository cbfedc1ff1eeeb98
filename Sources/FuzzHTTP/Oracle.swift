import CorpusReplay
import HTTPModel

/// What must hold of a head that was accepted, said again in another way: line by line, without an index.
enum Oracle {
  static func check(_ head: RequestHead, bytes: ArraySlice<UInt8>) {
    let lines = lines(bytes)
    guard let first = lines.first else { return require(false, "a head without a line") }
    let parts = first.split(separator: 32, omittingEmptySubsequences: false)
    require(parts.count == 3, "a request line of \(parts.count) parts was taken")
    require(parts[0].elementsEqual(head.method.rawValue.utf8), "the method changed")
    require(parts[1].elementsEqual(head.target.bytes) && !parts[1].isEmpty, "the target changed")
    require(parts[2].elementsEqual("HTTP/1.1".utf8) || parts[2].elementsEqual("HTTP/1.0".utf8), "a version was taken")
    check(head.headers, lines: lines.dropFirst())
    var written: [UInt8] = []
    let isWritten = (try? head.write(to: &written)) != nil
    require(isWritten, "a head that was read cannot be written")
    var reader = RequestHeadReader()
    let again = try? reader.read(written.span.bytes)
    require(again?.head == head && again?.count == written.count, "a head that was written is read as another")
  }

  static func check(_ head: ResponseHead, bytes: ArraySlice<UInt8>) {
    let lines = lines(bytes)
    guard let first = lines.first else { return require(false, "a head without a line") }
    require(first.starts(with: "\(head.version.rawValue) \(head.status)".utf8), "a status line changed")
    check(head.headers, lines: lines.dropFirst())
    var written: [UInt8] = []
    let isWritten = (try? head.write(to: &written)) != nil
    require(isWritten, "a head that was read cannot be written")
    var reader = ResponseHeadReader()
    let again = try? reader.read(written.span.bytes)
    require(again?.head == head && again?.count == written.count, "a head that was written is read as another")
  }

  private static func check(_ fields: HeaderFields, lines: ArraySlice<ArraySlice<UInt8>>) {
    require(fields.count == lines.count, "\(lines.count) lines became \(fields.count) fields")
    for (field, line) in zip(fields, lines) {
      require(line.first != 32 && line.first != 9, "a folded line was taken")
      require(line.starts(with: field.nameBytes + [58]), "a name changed")
      require(!field.nameBytes.isEmpty && field.nameBytes.allSatisfy(isTokenByte), "a name is no token")
      require(!field.value.contains { $0 < 32 && $0 != 9 || $0 == 127 }, "a control is in a value")
      require(field.value.first != 32 && field.value.last != 32, "a blank is round a value")
      require(fields.contains(field.name.uppercased()), "a field is not found")
    }
  }

  /// RFC 9112 section 6.3: what two readers could take for two bodies must not be taken.
  static func check(_ framing: BodyFraming, _ head: RequestHead) {
    let lengths = head.headers.filter { $0.name.lowercased() == "content-length" }
    let codings = head.headers.filter { $0.name.lowercased() == "transfer-encoding" }
    switch framing {
    case .none:
      require(codings.isEmpty && lengths.allSatisfy { $0.value.allSatisfy { $0 == 48 } }, "a body was overlooked")
    case .length(let count):
      require(codings.isEmpty && lengths.count == 1, "a length beside something else")
      require(lengths.allSatisfy { $0.value.allSatisfy { (48...57).contains($0) } }, "a length that is no number")
      require(lengths.allSatisfy { Int($0.text) == count }, "another length")
    case .chunked:
      require(lengths.isEmpty && codings.count == 1 && head.version == .http11, "a coding beside something else")
      require(
        codings.allSatisfy { $0.text.lowercased().filter { !" ,\t".contains($0) } == "chunked" }, "another coding")
    case .untilClose: require(false, "a request's body cannot end with the connection")
    }
  }

  /// The lines of a head without the empty ones before it and the one behind it.
  private static func lines(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    require(bytes.suffix(4).elementsEqual([13, 10, 13, 10]), "a head does not end with an empty line")
    var lines: [ArraySlice<UInt8>] = []
    for line in bytes.split(separator: 10, omittingEmptySubsequences: false).dropLast() {
      require(line.last == 13 && !line.dropLast().contains(13), "a CR or LF alone was taken")
      if line.count > 1 || !lines.isEmpty { lines.append(line.dropLast()) }
    }
    return lines.dropLast()
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122: true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
