public import JSONModel

/// The mail that a call of `sesv2:sendEmail` sends.
public struct Mail: Hashable, Sendable {
  /// Empty where the parameters name no sender.
  public let from: String
  public let to: [String]
  public let subject: String
  /// Nil where the mail has no such part.
  public let text: String?, html: String?

  /// Nil where the parameters hold no simple mail: a raw one, a template, or something else.
  public init?(parameters: JSONValue) {
    guard let simple = parameters["Content"]?["Simple"], simple.object != nil else { return nil }
    from = parameters["FromEmailAddress"]?.text ?? ""
    to = (parameters["Destination"]?["ToAddresses"]?.array ?? []).compactMap(\.text)
    subject = simple["Subject"]?["Data"]?.text ?? ""
    text = simple["Body"]?["Text"]?["Data"]?.text
    html = simple["Body"]?["Html"]?["Data"]?.text
  }
}
