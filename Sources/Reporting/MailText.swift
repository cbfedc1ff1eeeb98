public import JSONModel

/// How a mail that a workflow would send looks: headers, a blank line, the text; set in, so that it stands out.
public enum MailText {
  /// `parameters` are those of a call of `sesv2:sendEmail`. Nil where they hold no simple mail: a raw one, a template, or
  /// something else.
  public static func text(_ parameters: JSONValue) -> String? {
    guard let simple = parameters["Content"]?["Simple"], simple.object != nil else { return nil }
    let body = simple["Body"]
    let lines = [
      "From: \(parameters["FromEmailAddress"]?.text ?? "")",
      "To: \((parameters["Destination"]?["ToAddresses"]?.array ?? []).compactMap(\.text).joined(separator: ", "))",
      "Subject: \(simple["Subject"]?["Data"]?.text ?? "")", "",
      body?["Text"]?["Data"]?.text ?? body?["Html"]?["Data"]?.text ?? "",
    ]
    return "The mail that would be sent:\n\n"
      + Text.indented(TerminalText.safeLines(lines.joined(separator: "\n")), by: "  | ", keepingEmpty: true)
  }
}
