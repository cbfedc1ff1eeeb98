import HTTPModel
import JSONModel
import TestSupport

@testable import RecordReplay

/// An exchange that is put together of places: what each says, and what is to stand there once it is redacted.
struct RandomExchange {
  /// A text with secrets in it, each as its place writes it.
  struct Template {
    enum Piece {
      case text(String)
      case secret(Int, Writing)
    }
    var pieces: [Piece] = []

    static func + (left: Self, right: Self) -> Self { Self(pieces: left.pieces + right.pieces) }

    init(pieces: [Piece] = []) { self.pieces = pieces }
    init(_ text: String) { pieces = [.text(text)] }
    init(secret: Int, _ writing: Writing) { pieces = [.secret(secret, writing)] }
  }

  enum Writing {
    case plain
    /// As in a URL.
    case percent
    /// Between the quotes of JSON, in so many strings.
    case json(Int)
    case markup

    func write(_ text: String, isPlaceholder: Bool) -> String {
      switch self {
      case .plain: return text
      case .percent:
        let text = PercentEncoding.encoded(text.utf8)
        return isPlaceholder ? text.replacing("%7B", with: "{").replacing("%7D", with: "}") : text
      case .json(let depth): return (0..<depth).reduce(text) { text, _ in JSONString(text).escaped }
      case .markup: return String(decoding: MarkupText.encoded(Array(text.utf8)), as: UTF8.self)
      }
    }
  }

  /// What a text is written with: the secrets themselves, or what stands for them.
  typealias Values = (Int) -> String

  var secrets: [String] = []
  /// The indices of those that a name gives away.
  var given: Set<Int> = []
  var method = HTTPMethod.get
  var target = Template()
  var requestFields: [(name: String, value: Template)] = []
  var requestBody = Template()
  var responseFields: [(name: String, value: Template)] = []
  var responseBody = Template()

  /// In URLs and forms the braces of placeholders are not escaped.
  func text(_ template: Template, _ values: Values, isSent: Bool = false) -> String {
    template.pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .secret(let index, let writing):
        writing.write(values(index), isPlaceholder: isSent && values(index) != secrets[index])
      }
    }.joined()
  }

  func fields(_ fields: [(name: String, value: Template)], _ values: Values) -> HeaderFields {
    HeaderFields(fields.map { HeaderField($0.name, text($0.value, values)) })
  }

  var request: Request {
    .sample(
      method, "https://api.test" + text(target, { secrets[$0] }), fields(requestFields) { secrets[$0] },
      body: text(requestBody) { secrets[$0] })
  }

  var response: Response {
    .sample(text(responseBody) { secrets[$0] }, fields(responseFields) { secrets[$0] })
  }
}
