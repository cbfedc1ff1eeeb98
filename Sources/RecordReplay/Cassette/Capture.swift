/// A place of an interaction from which something was taken out, and what stands there for it.
public struct Capture: Hashable, Sendable {
  /// Where, in the words of a miss's mismatches:
  ///
  /// | place | what |
  /// |---|---|
  /// | `/url/path/3` | a segment of the URL's whole path; the first is 0 |
  /// | `/url/query/token`, `/url/query/token/1` | an item of the query; the second of that name |
  /// | `/headers/authorization`, `/headers/cookie/1` | a header by its lower-case name; the second of that name |
  /// | `/body/json/data/attributes/key` | a pointer into a JSON body; for JSON inside a string, that string |
  /// | `/body/form/password`, `/body/form/password/1` | an item of a form; the second of that name |
  /// | `/body` | any other body |
  /// | `/trailers/NAME`, `/reason` | of a response |
  ///
  /// Names are escaped as in a JSON pointer.
  public let place: String
  /// What stands inside the value at that place, its escapes undone: `{{keygen.token}}` in a request, a stand-in of the
  /// same shape in a response. It may stand inside a longer value (`Bearer {{keygen.token}}`), and several may be of one
  /// place. All that is equal to it in this place is meant; where it is listed several times, the first time it stands
  /// there is the first one listed.
  public let text: String
  /// Which original it was, such as `keygen.token`: the same one has the same name everywhere in a cassette.
  public let name: String
  /// What a client may send in its place.
  public let format: CaptureFormat
  /// Why it was taken out: `name:password`, `shape:jwt`, `profile:otp`, `repeated:…` where another place gave it away.
  /// Nil where the file does not say.
  public let rule: String?

  public init(place: String, text: String, name: String, format: CaptureFormat, rule: String? = nil) {
    (self.place, self.text, self.name, self.format, self.rule) = (place, text, name, format, rule)
  }

  /// A longer rule is cut.
  static let maxRuleBytes = 200

  /// Letters, digits, `.`, `_` and `-`.
  static func isName(_ name: String) -> Bool {
    (1...200).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        switch byte {
        case 48...57, 65...90, 97...122, UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
      }
  }
}
