import JSONModel
import Reporting
import Testing

struct MailTextTests {
  static let parameters: JSONValue = [
    "FromEmailAddress": "licenses@example.com", "Destination": ["ToAddresses": ["ada@example.com", "bob@example.com"]],
    "Content": ["Simple": ["Subject": ["Data": "Your key"], "Body": ["Text": ["Data": "Hi é\n\nbye"]]]],
  ]

  @Test func `a mail is shown as it would go out`() {
    #expect(
      MailText.text(Self.parameters) == """
        The mail that would be sent:

          | From: licenses@example.com
          | To: ada@example.com, bob@example.com
          | Subject: Your key
          | 
          | Hi é
          | 
          | bye
        """)
  }

  @Test func `a mail without a text shows its HTML`() {
    var mail = Self.parameters
    mail["Content"] = ["Simple": ["Body": ["Html": ["Data": "<p>Hi</p>"]]]]
    #expect(MailText.text(mail)?.hasSuffix("  | <p>Hi</p>") == true)
  }

  @Test(arguments: [["Content": ["Raw": ["Data": "x"]]], .null] as [JSONValue])
  func `what is no simple mail is not shown`(parameters: JSONValue) { #expect(MailText.text(parameters) == nil) }
}
