import HTTPModel
import Hashing
import TestSupport

/// A secret of a test's own making, and the ways to write it.
struct PlantedSecret {
  let number: Int
  let value: String

  /// One like a token, with at most one mark in it. Another seed gives another one with the same mark.
  init(_ number: Int, seed: UInt64, isPlain: Bool) {
    var random = SeededGenerator(seed: seed &* 1_000_003 &+ UInt64(number))
    let letters = ["ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnopqrstuvwxyz", "23456789"].map { $0.map(String.init) }
    // Kinds take turns, so that none looks like a word.
    func run(_ count: Int) -> String { (0..<count).map { random.pick(letters[$0 % 3]) }.joined() }
    let marks = isPlain ? ["", "-", "_", ".", "/", "+", "="] : ["%", "&", " ", "é", "\"", "\\", "<", "'", "+", "/"]
    self.number = number
    value = run(9 + number % 7) + marks[number / 24 % marks.count] + run(9)
  }

  private var bytes: [UInt8] { Array(value.utf8) }

  /// As in a URL.
  var percent: String { PercentEncoding.encoded(bytes) }

  /// As between the quotes of JSON, written in the longest way where `isLong`.
  func json(isLong: Bool = false) -> String { PlantedSecret.json(value, isLong: isLong) }

  static func json(_ text: String, isLong: Bool = false) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case "a"..."z", "A"..."Z", "0"..."9": "\(scalar)"
      case _ where isLong:
        "\\u" + String(repeating: "0", count: 4 - String(scalar.value, radix: 16).count)
          + String(scalar.value, radix: 16)
      default: "\(scalar)"
      }
    }.joined()
  }

  /// As in XML and HTML.
  var markup: String {
    value.unicodeScalars.map { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9": "\(scalar)"
      case "<": "&lt;"
      case "&": "&amp;"
      default: "&#\(scalar.value);"
      }
    }.joined()
  }

  /// A text that repeats it, in one of ten ways.
  func repetition(_ way: Int) -> String {
    switch way % 10 {
    case 0: value
    case 1: percent
    case 2: percent.lowercasedEscapes
    case 3: Hexadecimal.encode(bytes)
    case 4: Hexadecimal.encode(bytes).uppercased()
    case 5: Base64.encode(Array("id:".utf8) + bytes)
    case 6: Base64.encode(Array("i:".utf8) + bytes)
    case 7: Base64.encode(bytes)
    case 8: "it is \(value), they say"
    default: json(isLong: true)
    }
  }
}

extension String {
  /// With the hexadecimal digits of percent escapes in lower case.
  fileprivate var lowercasedEscapes: String {
    var result = "", rest = self[...]
    while let mark = rest.firstIndex(of: "%") {
      result += rest[..<mark] + rest[mark...].prefix(3).lowercased()
      rest = rest[mark...].dropFirst(3)
    }
    return result + rest
  }
}
