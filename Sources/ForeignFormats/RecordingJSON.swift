import JSONModel

/// A file's JSON, taken as far as it can be: one value that is none costs the entry that it is in, and no other.
struct RecordingJSON {
  let root: JSONCursor
  /// Offsets of bytes that are no UTF-8, in order; other ones stand in their places.
  private let spoilt: [Int]

  /// Python's `NaN` and `Infinity`, which JSON has not, are read as -1: what they stand for no replay needs.
  init(parsing bytes: [UInt8], file: String) throws(RecordingError) {
    let source = SourceText(file)
    do {
      (root, spoilt) = (try JSONDocument(parsing: bytes, from: source).root, [])
    } catch {
      let (text, spoilt) = RecordingJSON.withoutBadBytes(bytes)
      for changed in [text, RecordingJSON.withoutNaN(text ?? bytes)] {
        guard let changed, let document = try? JSONDocument(parsing: changed, from: source) else { continue }
        (root, self.spoilt) = (document.root, spoilt)
        return
      }
      throw RecordingError(error.reason, at: error.place)
    }
  }

  /// The same where all is text.
  init(_ root: JSONCursor) { (self.root, spoilt) = (root, []) }

  /// Throws where a byte inside is no UTF-8.
  func check(_ place: JSONCursor) throws(RecordingError) {
    if spoilt.isEmpty { return }
    let range = place.sourceBytes.indices
    var low = 0, high = spoilt.count
    while low < high {
      let middle = (low + high) / 2
      if spoilt[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    if low < spoilt.count, spoilt[low] < range.upperBound { throw place.fault("it holds text that is not UTF-8") }
  }

  /// DEL in the place of each byte that is none of a character; nil where there are no such.
  private static func withoutBadBytes(_ bytes: [UInt8]) -> (text: [UInt8]?, spoilt: [Int]) {
    var result = bytes
    var spoilt: [Int] = []
    var offset = 0
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    loop: while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let scalar): offset += scalar.count
      case .error(let length):
        for index in offset..<(offset + length) {
          result[index] = 127
          spoilt.append(index)
        }
        offset += length
      case .emptyInput: break loop
      }
    }
    return (spoilt.isEmpty ? nil : result, spoilt)
  }

  /// The same text with such words outside strings replaced, as long as it was; nil where there are none.
  private static func withoutNaN(_ bytes: [UInt8]) -> [UInt8]? {
    var result = bytes
    var index = 0
    var isInString = false, isChanged = false
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\") where isInString: index += 1
      case UInt8(ascii: "\""): isInString.toggle()
      case UInt8(ascii: "N"), UInt8(ascii: "I"), UInt8(ascii: "-"):
        guard !isInString, let word = words.first(where: { bytes[index...].starts(with: $0) }) else { break }
        let number = Array("-1".utf8) + [UInt8](repeating: 32, count: word.count - 2)
        result.replaceSubrange(index..<(index + word.count), with: number)
        index += word.count - 1
        isChanged = true
      default: break
      }
      index += 1
    }
    return isChanged ? result : nil
  }

  private static let words = ["NaN", "Infinity", "-Infinity"].map { Array($0.utf8) }
}
