import HTTPModel

/// A secret that an exchange gave away, in memory only.
struct KnownSecret {
  let value: [UInt8]
  /// The same original has one name everywhere in a cassette: `keygen.token`.
  let name: String
  /// Why it is one: `name:password`.
  let rule: String
  let reach: Reach
  /// What stands for it where a client reads it.
  let standIn: [UInt8]

  /// Personal data has a pseudonym, wherever it stands.
  let isPersonal: Bool

  /// What stands for it where a client sends it.
  var placeholder: [UInt8] { isPersonal ? standIn : Array("{{\(name)}}".utf8) }

  /// The same in an escaping.
  func spelt(_ escaped: [UInt8]) -> KnownSecret {
    let isPercent = PercentEncoding.decoded(escaped) == value
    return KnownSecret(
      value: escaped, name: name, rule: rule, reach: reach == .nowhere ? .nowhere : Reach(of: escaped),
      standIn: isPercent ? Array(PercentEncoding.encoded(standIn).utf8) : standIn, isPersonal: isPersonal)
  }

  /// Where else it is looked for.
  enum Reach: Int, Comparable {
    /// Nowhere: a word, a number, a date, a path, or too short.
    case nowhere
    /// Where it is a value as a whole.
    case whole
    /// Also inside a text, but not inside a longer word.
    case words
    /// Wherever it occurs: nobody else makes such a text.
    case everywhere

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    init(of value: [UInt8], isPersonal: Bool = false) {
      let variety = Variety(value)
      switch value.count {
      case ..<6: self = .nowhere
      case _ where variety.isPlain(value): self = .nowhere
      case _ where isPersonal: self = .words
      case 20...: self = variety.isRandom ? .everywhere : .words
      case 8...: self = variety.isRandom ? .words : .whole
      default: self = .whole
      }
    }
  }
}

/// What kinds of letters a value is made of, which tells a key from a word.
struct Variety {
  private var digits = 0, lower = 0, upper = 0, others = 0
  private var changes = 0
  private var distinct = 0

  init(_ value: [UInt8]) {
    var seen: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    var last = -1
    for byte in value {
      let kind: Int
      switch byte {
      case 48...57: (kind, digits) = (0, digits + 1)
      case 97...122: (kind, lower) = (1, lower + 1)
      case 65...90: (kind, upper) = (2, upper + 1)
      default: (kind, others) = (3, others + 1)
      }
      if kind != last, last >= 0 { changes += 1 }
      last = kind
      let bit = UInt64(1) << UInt64(byte & 63)
      switch byte >> 6 {
      case 0: seen.0 |= bit
      case 1: seen.1 |= bit
      case 2: seen.2 |= bit
      default: seen.3 |= bit
      }
    }
    distinct =
      seen.0.nonzeroBitCount + seen.1.nonzeroBitCount + seen.2.nonzeroBitCount + seen.3.nonzeroBitCount
  }

  /// Letters and digits by turns, of many kinds, as no word has them.
  var isRandom: Bool {
    distinct >= 7 && (digits > 0 ? 1 : 0) + (lower > 0 ? 1 : 0) + (upper > 0 ? 1 : 0) >= 2 && changes >= 3
  }

  /// A word, words, a number, a date, a time, a path, a host, a media type: what also stands elsewhere and means nothing.
  func isPlain(_ value: [UInt8]) -> Bool {
    let letters = lower + upper
    if letters == 0 || digits == 0 && others == 0 { return digits < 24 || letters > 0 }
    if value.first == UInt8(ascii: "/") { return !isRandom }
    let marks = value.allSatisfy {
      $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "-") || $0 | 32 >= 97 && $0 | 32 <= 122
        || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "+")
    }
    // Hosts, media types, locales, dotted names.
    if marks, digits == 0 {
      return value.contains(UInt8(ascii: ".")) || value.contains(UInt8(ascii: "/")) || value.count < 12
    }
    return false
  }
}
