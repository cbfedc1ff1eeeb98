import Findings
import JSONModel

extension FindingsPage {
  /// The most other places of a cause that a page has.
  private static let mostPlaces = 100

  /// A card: what is wrong, where it stands, and what to do.
  func cause(_ cause: FindingsReport.Cause) -> String {
    let first = cause.first, finding = first.finding
    let facts: [(String, String?)] = [
      (finding.payload == nil ? "At" : "Value", first.pointer.map(code)), ("In", first.subject.map(escaped)),
      ("Contract", first.contract.map { code(FindingsReport.Result.text($0)) }), ("Expired", first.expiry.map(escaped)),
      ("What to do", escaped(finding.rule.advice)), ("Fingerprint", code(first.fingerprint)),
    ]
    let rows = facts.compactMap { name, value in value.map { "<dt>\(name)</dt><dd>\($0)</dd>" } }
    return """
      <article class="cause \(cause.severity.rawValue)">
      <p class="kind"><span class="badge">\(cause.severity.rawValue)</span> \(code(finding.rule.id))\(places(cause))</p>
      <h2>\(escaped(finding.message))</h2>
      <figure><figcaption>\(code(location(first.place)))</figcaption>\(excerpt(first.place))</figure>
      <dl>\(rows.joined())</dl>\(others(cause))
      </article>
      """
  }

  private func places(_ cause: FindingsReport.Cause) -> String {
    cause.others.isEmpty ? "" : "<span class=\"places\">\(cause.results.count) places</span>"
  }

  /// `file:line:column`; the pointer is told apart.
  private func location(_ place: SourcePlace) -> String {
    place.position == nil ? place.file ?? "" : place.description
  }

  /// The line that is meant, without its indent, with what stands at the place marked; empty where the line may not be
  /// shown.
  private func excerpt(_ place: SourcePlace) -> String {
    let lines = PlaceReport("", at: place).lines.dropFirst().map { $0.dropFirst(2) }
    guard let line = lines.first, let caret = lines.dropFirst().first, let bar = line.firstIndex(of: "|") else {
      return ""
    }
    let margin = line.distance(from: line.startIndex, to: bar) + 2
    let text = line.dropFirst(margin)
    let before = text.prefix(max(0, caret.count - margin - 1)), rest = text.dropFirst(before.count)
    let token = FindingsPage.token(rest)
    let indent = before.prefix { $0 == " " || $0 == "…" }
    let head = escaped(String(before.dropFirst(indent.count))), tail = escaped(String(rest.dropFirst(token.count)))
    let number = line.prefix { $0 != " " }
    return "<pre><span class=\"line\">\(number)</span> \(head)<mark>\(escaped(String(token)))</mark>\(tail)</pre>"
  }

  /// The value that a text begins with: a string up to its quote, anything else up to what ends it.
  private static func token(_ text: Substring) -> Substring {
    guard let first = text.first else { return " " }
    if first == "{" || first == "[" { return text.prefix(1) }
    if first != "\"" {
      let token = text.prefix { !" ,]}".contains($0) }
      return token.isEmpty ? text.prefix(1) : token
    }
    var isEscaped = false
    for index in text.indices.dropFirst() {
      if text[index] == "\"", !isEscaped { return text[...index] }
      isEscaped = text[index] == "\\" && !isEscaped
    }
    return text
  }

  private func others(_ cause: FindingsReport.Cause) -> String {
    if cause.others.isEmpty { return "" }
    let told = cause.others.prefix(FindingsPage.mostPlaces).map { "<li>\(code($0.line(besides: cause.first)))</li>" }
    let rest = cause.others.count > told.count ? "<li>and \(cause.others.count - told.count) more</li>" : ""
    return """

      <details><summary>\(FindingsReport.count(cause.others.count, "other place"))</summary>
      <ul>\(told.joined())\(rest)</ul></details>
      """
  }
}
