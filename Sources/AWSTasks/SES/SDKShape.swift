import HTTPModel
import JSONModel
import WorkflowEngine

/// What an SDK integration takes as a value: AWS checks it when a machine is made, in the words of its JSON reader.
indirect enum SDKShape: Sendable {
  case string
  case list(SDKShape)
  /// By the name of its class in the SDK.
  case structure(String, [(name: String, shape: SDKShape)])
  /// What Tapedeck does not check.
  case any

  /// What AWS finds wrong with fixed parameters. As AWS has it, nothing else is said where something that is required is
  /// missing; and inside the parameters nothing is required.
  func problems(of parameters: JSONValue, required: [String]) -> [ParameterProblem] {
    let missing = required.filter { parameters[$0] == nil && parameters["\($0).$"] == nil }
    if !missing.isEmpty { return missing.map { ParameterProblem("The field '\($0)' is required but was missing") } }
    return problems(of: parameters, at: [])
  }

  private func problems(of value: JSONValue, at members: [String]) -> [ParameterProblem] {
    switch (self, value) {
    case (.any, _), (_, .null): return []
    case (.string, .string): return []
    case (.string, _):
      return [ParameterProblem("The value for the field '\(members.last ?? "")' must be a STRING", at: members)]
    case (.list(let shape), .array(let elements)):
      // A list of texts is not checked: what AWS says of it is not known.
      if case .string = shape { return [] }
      return elements.flatMap { shape.problems(of: $0, at: members) }
    case (.structure(_, let known), .object(let object)):
      return object.flatMap { member in
        let written = member.key.text
        let name = PayloadName.plain(written)
        guard let shape = known.first(where: { $0.name.hasSameBytes(as: name) })?.shape else {
          let hint = Suggestion.closest(to: name, in: known.map(\.name)).map { ". Did you mean '\($0)'?" } ?? ""
          return [
            ParameterProblem("The field \"\(name)\" is not supported by Step Functions\(hint)", at: members + [written])
          ]
        }
        return name == written ? shape.problems(of: member.value, at: members + [written]) : []
      }
    case (.structure(let type, _), .string(let text)):
      return [
        ParameterProblem(
          "Cannot construct instance of `software.amazon.awssdk.services.sesv2.model.\(type)$BuilderImpl` (although at "
            + "least one Creator exists): no String-argument constructor/factory method to deserialize from String value "
            + "('\(text.text)')", at: members)
      ]
    default: return []
    }
  }
}

extension SDKShape {
  /// Of SES v2 (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html).
  static let sendEmail = SDKShape.structure(
    "SendEmailRequest",
    [
      ("FromEmailAddress", .string), ("FromEmailAddressIdentityArn", .string),
      (
        "Destination",
        .structure(
          "Destination",
          [("ToAddresses", .list(.string)), ("CcAddresses", .list(.string)), ("BccAddresses", .list(.string))])
      ),
      ("ReplyToAddresses", .list(.string)), ("FeedbackForwardingEmailAddress", .string),
      ("FeedbackForwardingEmailAddressIdentityArn", .string), ("Content", content),
      ("EmailTags", .list(.structure("MessageTag", [("Name", .string), ("Value", .string)]))),
      ("ConfigurationSetName", .string), ("EndpointId", .string), ("TenantName", .string),
      (
        "ListManagementOptions",
        .structure("ListManagementOptions", [("ContactListName", .string), ("TopicName", .string)])
      ),
    ])

  private static let content = SDKShape.structure(
    "EmailContent",
    [
      (
        "Simple",
        .structure(
          "Message",
          [
            ("Subject", text), ("Body", .structure("Body", [("Text", text), ("Html", text)])), ("Headers", headers),
            ("Attachments", .list(.any)),
          ])
      ),
      ("Raw", .structure("RawMessage", [("Data", .any)])),
      (
        "Template",
        .structure(
          "Template",
          [
            ("TemplateName", .string), ("TemplateArn", .string),
            (
              "TemplateContent",
              .structure("EmailTemplateContent", [("Subject", .string), ("Text", .string), ("Html", .string)])
            ),
            ("TemplateData", .string), ("Headers", headers), ("Attachments", .list(.any)),
          ])
      ),
    ])

  private static let text = SDKShape.structure("Content", [("Data", .string), ("Charset", .string)])

  private static let headers = SDKShape.list(
    .structure("MessageHeader", [("Name", .string), ("Value", .string)]))
}
