/// How a JSON text is laid out. A style that a body names gives back that body's very bytes.
public struct JSONStyle: Hashable, Sendable {
  enum Layout: Hashable {
    /// On one line: `{"a":1,"b":[]}`.
    case line(afterComma: String, afterColon: String)
    /// A line for each member and element.
    case indented(String)
    /// On one line what fits, else a line for each member and element.
    case fitted(width: Int)
  }

  let layout: Layout
  /// Whether a line feed follows the value.
  let endsLine: Bool

  /// `{"a":1,"b":[2,3]}`
  public static let compact = JSONStyle(layout: .line(afterComma: "", afterColon: ""), endsLine: false)
  /// `{"a": 1, "b": [2, 3]}`, as Python writes it.
  public static let spaced = JSONStyle(layout: .line(afterComma: " ", afterColon: " "), endsLine: false)
  /// A line for each member, `spaces` deeper for each level.
  public static func indented(_ spaces: Int) -> JSONStyle {
    JSONStyle(layout: .indented(String(repeating: " ", count: spaces)), endsLine: false)
  }
  public static let tabbed = JSONStyle(layout: .indented("\t"), endsLine: false)
  /// On one line what fits into `width` columns, else two spaces deeper for each level; ends with a line feed. The
  /// style of the files that we write.
  public static func fitted(width: Int) -> JSONStyle { JSONStyle(layout: .fitted(width: width), endsLine: true) }

  /// The same with a line feed at the end.
  public var endingLine: JSONStyle { JSONStyle(layout: layout, endsLine: true) }

  /// Reads a style's name; nil where there is no such style.
  public init?(named name: String) {
    guard let style = JSONStyle.named.first(where: { $0.name == name }) else { return nil }
    self = style
  }

  init(layout: Layout, endsLine: Bool) {
    self.layout = layout
    self.endsLine = endsLine
  }

  /// `compact`, `spaced`, `spaced-colons`, `indent-1` to `indent-8`, `tabs`, each also with `+newline`; fitted styles
  /// are `fitted-WIDTH`.
  public var name: String {
    let base =
      switch layout {
      case .line(afterComma: "", afterColon: ""): "compact"
      case .line(afterComma: "", afterColon: _): "spaced-colons"
      case .line: "spaced"
      case .indented("\t"): "tabs"
      case .indented(let unit): "indent-\(unit.utf8.count)"
      case .fitted(let width): "fitted-\(width)"
      }
    if case .fitted = layout { return base }
    return endsLine ? base + "+newline" : base
  }

  static let named: [JSONStyle] = {
    let spacedColons = JSONStyle(layout: .line(afterComma: "", afterColon: " "), endsLine: false)
    let plain = [compact, spaced, spacedColons, tabbed] + (1...8).map(indented)
    return plain + plain.map(\.endingLine) + [80, 100, 120].map(fitted)
  }()

  /// The named style in which the document's value, written again, gives its very bytes; nil where none does.
  public static func detect(in document: JSONDocument) -> JSONStyle? {
    if document.isCompact { return compact }
    let bytes = document.bytes
    let endsLine = bytes.last == 10
    let firstBreak = bytes.prefix(bytes.count - (endsLine ? 1 : 0)).firstIndex(of: 10)
    let value = document.root.value
    return named.first { style in
      switch style.layout {
      case .line: style.endsLine == endsLine && firstBreak == nil && value.gives(bytes, in: style)
      case .indented(let unit):
        style.endsLine == endsLine && (firstBreak.map { begins(bytes, at: $0 + 1, with: unit) } ?? false)
          && value.gives(bytes, in: style)
      case .fitted: endsLine && value.gives(bytes, in: style)
      }
    }
  }

  private static func begins(_ bytes: [UInt8], at index: Int, with unit: String) -> Bool {
    bytes[index...].starts(with: unit.utf8)
  }
}
