public import WorkflowEngine

/// How a mail that a workflow would send looks: headers, a blank line, the text; set in, so that it stands out.
public enum MailText {
  public static func text(_ mail: Mail) -> String {
    var lines = ["From: \(mail.from)", "To: \(mail.to.joined(separator: ", "))", "Subject: \(mail.subject)", ""]
    lines.append(mail.text ?? mail.html ?? "")
    return "The mail that would go out:\n\n"
      + Text.indented(lines.joined(separator: "\n"), by: "  | ", keepingEmpty: true)
  }
}
