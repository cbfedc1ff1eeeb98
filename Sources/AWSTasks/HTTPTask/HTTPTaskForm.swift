import HTTPModel
import JSONModel

/// How arrays are written in a form body (`Transform.RequestEncodingOptions.ArrayFormat`).
enum HTTPTaskArrayFormat: String {
  /// `a[0]=x&a[1]=y`, AWS's default
  case indices = "INDICES"
  /// `a=x&a=y`
  case `repeat` = "REPEAT"
  /// `a=x,y`
  case commas = "COMMAS"
  /// `a[]=x&a[]=y`
  case brackets = "BRACKETS"
}

/// Query entries and form bodies: spaces are `%20`, and brackets and commas are escaped too.
struct HTTPTaskForm {
  private(set) var pairs: [(name: String, value: String)] = []

  static func encoded(_ pairs: [(name: String, value: String)]) -> String {
    pairs.map { "\(PercentEncoding.encoded($0.name.utf8))=\(PercentEncoding.encoded($0.value.utf8))" }
      .joined(separator: "&")
  }

  /// A query that is written already: blanks, controls, `#` and what is no ASCII are escaped, nothing else.
  static func escaped(_ query: String) -> String {
    query.utf8.map { byte in
      (33..<127).contains(byte) && byte != UInt8(ascii: "#")
        ? String(Unicode.Scalar(byte)) : PercentEncoding.encoded([byte])
    }.joined()
  }

  init(_ object: JSONObject, arrays: HTTPTaskArrayFormat) {
    for member in object { add(member.value, as: member.key.text, arrays) }
  }

  private mutating func add(_ value: JSONValue, as name: String, _ arrays: HTTPTaskArrayFormat) {
    switch value {
    case .object(let object): for member in object { add(member.value, as: "\(name)[\(member.key.text)]", arrays) }
    case .array(let elements):
      switch arrays {
      case .commas: pairs.append((name, elements.map { $0.scalarText ?? $0.text() }.joined(separator: ",")))
      case .indices: for (index, element) in elements.enumerated() { add(element, as: "\(name)[\(index)]", arrays) }
      case .repeat: for element in elements { add(element, as: name, arrays) }
      case .brackets: for element in elements { add(element, as: "\(name)[]", arrays) }
      }
    default: pairs.append((name, value.scalarText ?? ""))
    }
  }
}
