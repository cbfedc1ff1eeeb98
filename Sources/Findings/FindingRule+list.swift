extension FindingRule {
  /// Every rule, in the order of `tapedeck rules`.
  public static let all: [FindingRule] = payload + exchange + coverage + document
}

/// What a payload has that its schema does not allow, or does not know.
extension FindingRule {
  private static let payload = [
    undocumentedField, unexpectedNull, unknownEnumValue, wrongType, missingField, wrongFormat, patternMismatch,
    wrongLength, outOfRange, wrongItemCount, repeatedItems, forbiddenField, forbiddenValue, noUnionBranch,
    severalUnionBranches, wrongContent, readOnlyField, writeOnlyField,
  ]

  /// An object has a member that its schema does not name.
  public static let undocumentedField = FindingRule(
    "undocumented-field", .warning, "The payload has a field that the contract does not describe",
    advice: "Describe the field in the contract, or correct the request that sends it.", isStrict: true)
  public static let unexpectedNull = FindingRule(
    "unexpected-null", .error, "A value is null and the contract does not allow null there",
    advice: "Make the field optional in the client; in the contract, add null to the field's types.")
  /// `enum` and `const`.
  public static let unknownEnumValue = FindingRule(
    "unknown-enum-value", .error, "A value is not one of those that the contract lists",
    advice: "Let the client accept values that it does not know, and add the value to the contract.")
  public static let wrongType = FindingRule(
    "wrong-type", .error, "A value has another type than the contract says",
    advice: "Compare the payload with the provider's documentation; correct whichever of contract and payload is wrong."
  )
  public static let missingField = FindingRule(
    "missing-field", .error, "A required field is missing",
    advice: "Let the client do without the field, or send it; remove it from `required` if the provider leaves it out.")
  public static let wrongFormat = FindingRule(
    "wrong-format", .warning, "A text does not have the format that the contract names",
    advice:
      "Check how the client parses the value. Formats are annotations, so the payload still satisfies the schema.",
    isStrict: true)
  public static let patternMismatch = FindingRule(
    "pattern-mismatch", .error, "A text does not match the contract's pattern",
    advice: "Check what relies on the pattern, such as a parser of ids, and correct the pattern or the value.")
  public static let wrongLength = FindingRule(
    "wrong-length", .error, "A text is longer or shorter than the contract allows",
    advice: "Check database columns and buffers that rely on the limit.")
  public static let outOfRange = FindingRule(
    "out-of-range", .error, "A number is above or below the contract's limits, or not a multiple of what it says",
    advice: "Check integer sizes and what relies on the limit.")
  public static let wrongItemCount = FindingRule(
    "wrong-item-count", .error, "An array or object has more or fewer entries than the contract allows",
    advice: "Check code that takes the first entry, or relies on how many there are.")
  public static let repeatedItems = FindingRule(
    "repeated-items", .error, "An array that must not repeat an element has two equal ones",
    advice: "Check code that makes a set or dictionary of the elements.")
  public static let forbiddenField = FindingRule(
    "forbidden-field", .error, "A field is there that the contract rules out",
    advice: "Remove the field from the request, or correct the schema that rules it out.")
  public static let forbiddenValue = FindingRule(
    "forbidden-value", .error, "A value is what the contract says that it must not be",
    advice: "Correct the value, or the schema under `not`.")
  public static let noUnionBranch = FindingRule(
    "no-union-branch", .error, "A value fits none of the contract's alternatives",
    advice: "A new kind of object is often the cause: let the client skip kinds that it does not know.")
  public static let severalUnionBranches = FindingRule(
    "several-union-branches", .error, "A value fits several alternatives of which exactly one must fit",
    advice: "Make the alternatives exclude each other in the contract, or write `anyOf` for `oneOf`.")
  public static let wrongContent = FindingRule(
    "wrong-content", .warning, "A text does not hold what `contentEncoding` and `contentMediaType` say",
    advice:
      "Check how the client decodes the text. The two are annotations, so the payload still satisfies the schema.",
    isStrict: true)
  /// 3.0 says SHOULD NOT; so a warning.
  public static let readOnlyField = FindingRule(
    "read-only-field", .warning, "A request sends a field that only responses have",
    advice: "Leave the field out of the request: the provider ignores or refuses it.")
  public static let writeOnlyField = FindingRule(
    "write-only-field", .warning, "A response has a field that only requests have",
    advice: "Check whether the provider discloses a secret; otherwise remove `writeOnly` from the contract.")
}

/// What is around a payload.
extension FindingRule {
  private static let exchange = [
    missingBody, unexpectedBody, unreadableBody, undocumentedMediaType, undocumentedStatus, undocumentedHeader,
    missingHeader, undocumentedParameter, missingParameter, missingCredentials,
  ]

  public static let missingBody = FindingRule(
    "missing-body", .error, "There is no body where the contract has one",
    advice: "Send the body; for a response, let the client do without one.")
  public static let unexpectedBody = FindingRule(
    "unexpected-body", .warning, "There is a body where the contract has none",
    advice: "Describe the body in the contract, or leave it out.")
  public static let unreadableBody = FindingRule(
    "unreadable-body", .error, "The body is not what its media type says",
    advice: "Look at the body: often it is a gateway's error page, or it was cut off.")
  public static let undocumentedMediaType = FindingRule(
    "undocumented-media-type", .error, "The body has a media type that the contract does not have for it",
    advice: "Ask for a documented type by `Accept`, or add the type to the contract.")
  public static let undocumentedStatus = FindingRule(
    "undocumented-status", .error, "The response has a status that the contract does not have for the operation",
    advice: "Add the status, or `default`, to the operation's responses, and handle it in the client.")
  public static let undocumentedHeader = FindingRule(
    "undocumented-header", .note, "The request or response has a header that the contract does not describe",
    advice: "Describe the header, or allow it in the API's profile.", isStrict: true)
  public static let missingHeader = FindingRule(
    "missing-header", .error, "A required header is missing",
    advice: "Let the client do without the header, or correct the contract.")
  public static let undocumentedParameter = FindingRule(
    "undocumented-parameter", .warning, "The request has a query parameter that the contract does not describe",
    advice: "Check the parameter's spelling: providers ignore what they do not know.", isStrict: true)
  public static let missingParameter = FindingRule(
    "missing-parameter", .error, "A required parameter is missing", advice: "Send the parameter.")
  /// A note where the provider refused the request with 401 or 403.
  public static let missingCredentials = FindingRule(
    "missing-credentials", .error, "The request has none of the credentials that the operation asks for",
    advice:
      "Send a token or key of a kind that the contract names. Recorders often leave the header out of what they store.")
}

/// What no contract covers. Never a pass.
extension FindingRule {
  private static let coverage = [
    undocumentedOperation, undocumentedWebhook, uncoveredAPI, unverifiable,
  ]

  public static let undocumentedOperation = FindingRule(
    "undocumented-operation", .error, "The contract has no such operation",
    advice: "Check method and path; if the provider has the operation, add it to the contract.")
  public static let undocumentedWebhook = FindingRule(
    "undocumented-webhook", .error, "The contract has no webhook for this event",
    advice: "Add the event to the contract's `webhooks`, or do not subscribe to it.")
  public static let uncoveredAPI = FindingRule(
    "uncovered-api", .error, "There is no contract for the API",
    advice: "Give one by `--contract FILE`, or put it beside the API's profile as openapi.yaml.")
  /// A broken reference, a schema that does not compile, a limit that was reached, a body that is too large or encoded.
  public static let unverifiable = FindingRule(
    "unverifiable", .error, "It could not be found out whether the payload holds to the contract",
    advice: "Correct the contract where the finding says; what cannot be verified never counts as verified.")
}

/// What is wrong with a contract itself.
extension FindingRule {
  private static let document = [
    unresolvedReference, invalidSchema, exampleInvalid, defaultInvalid, webhookNameNotInEnum, ambiguousPaths,
    nullableWithoutEffect, ignoredSiblings, undeclaredPathParameter, nonPortablePattern,
  ]

  public static let unresolvedReference = FindingRule(
    "unresolved-reference", .error, "A reference in the contract leads nowhere",
    advice: "Correct the reference. Until then payloads that run through it cannot be verified.")
  public static let invalidSchema = FindingRule(
    "invalid-schema", .error, "A schema in the contract is not valid",
    advice: "Correct the schema. Until then its payloads cannot be verified.")
  public static let exampleInvalid = FindingRule(
    "example-invalid", .warning, "An example in the contract does not satisfy its own schema",
    advice: "One of the two is wrong; where payloads look like the example, it is the schema.")
  public static let defaultInvalid = FindingRule(
    "default-invalid", .note, "A default in the contract does not satisfy its own schema",
    advice: "Correct the default, or the schema: code generators use both.")
  public static let webhookNameNotInEnum = FindingRule(
    "webhook-name-not-in-enum", .warning,
    "A webhook's schema does not allow the event type that the webhook is named for",
    advice: "Correct the `enum` or `const` of the event type: no event of this name satisfies the schema.")
  public static let ambiguousPaths = FindingRule(
    "ambiguous-paths", .note, "Two paths of the contract fit the same requests, and neither is more specific",
    advice: "Nothing to do for the client: from left to right, a segment that is text wins.")
  public static let nullableWithoutEffect = FindingRule(
    "nullable-without-effect", .warning, "`nullable` stands where it has no effect, so null is refused",
    advice: "Put it beside `type`, add null to `enum`, or in 3.1 add \"null\" to `type`.")
  public static let ignoredSiblings = FindingRule(
    "ignored-siblings", .note, "Keywords stand beside `$ref`, where OpenAPI 3.0 ignores them",
    advice: "Wrap the reference in `allOf`, or move to 3.1.")
  public static let undeclaredPathParameter = FindingRule(
    "undeclared-path-parameter", .warning, "A path has a variable that no parameter of its operation describes",
    advice: "Describe the variable as a parameter with `in: path`.")
  public static let nonPortablePattern = FindingRule(
    "non-portable-pattern", .note, "A pattern is valid only without the u flag, which JSON Schema asks for",
    advice: "Leave out needless backslashes and escape brackets, so that every tool reads the pattern alike.")
}
