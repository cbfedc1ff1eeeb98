import JSONModel
import RecordReplay

/// A profile in which every rule is explained. Its names occur in no API, so that it does nothing until it is edited.
enum ProfileExample {
  static func bytes(hosts: [BaseURL]) -> [UInt8] {
    let hosts = hosts.map { String(decoding: JSONValue.string($0.description).bytes(), as: UTF8.self) }
    return Array(text(hosts.joined(separator: ", ")).utf8)
  }

  private static func text(_ hosts: String) -> String {
    """
    {
      "$comment": [
        "What Tapedeck cannot know of an API by itself. All but profile and hosts may be left out.",
        "Credentials are redacted without a profile: by their names, their places and their shapes.",
        "The names below are examples: put your own in their places, and delete what you don't need."
      ],
      "profile": 1,
      "hosts": [\(hosts)],
      "match": {
        "$comment": [
          "Request headers that change the answer, often Accept, Content-Type and Authorization. value: the whole",
          "value is compared; type: a media type without its parameters; scheme: whether it is there, and its",
          "authentication scheme. defaults: what a value is where the header is absent, so that clients which send",
          "the default ask for the same."
        ],
        "headers": {
          "X-Example-Version": "value", "X-Example-Type": "type", "X-Example-Authorization": "scheme"
        },
        "defaults": { "X-Example-Version": "1" }
      },
      "secret": {
        "$comment": [
          "What is redacted beside what is known everywhere. headers, query items and members of bodies by name;",
          "places are JSON pointers into a body, * stands for any one member or element; byPath names places in",
          "the bodies of these paths alone, byEvent in webhooks of these types; in paths {secret} is redacted,",
          "whatever stands there. dataSchemes: authentication schemes whose credentials are data elsewhere, such",
          "as licence keys."
        ],
        "headers": ["X-Example-Secret"],
        "query": ["example_secret"],
        "members": ["exampleSecret"],
        "places": ["/example/*/secret"],
        "byPath": { "/examples/{example}": ["/secret"] },
        "paths": ["/example-hooks/{secret}/{method}"],
        "dataSchemes": []
      },
      "keep": {
        "$comment": [
          "What stays although a rule finds it: by the same kinds of places, or by the rule's name as",
          "tapedeck show CASSETTE --redactions prints it."
        ],
        "headers": ["X-Example-Token-Id"],
        "members": ["exampleTokenId"],
        "places": ["/example/token"],
        "rules": ["shape:example"]
      },
      "personal": {
        "$comment": [
          "What gets a pseudonym of the same format, the same for the same original everywhere in a cassette:",
          "an e-mail address stays one. By the same kinds of places."
        ],
        "members": ["exampleEmail"],
        "places": ["/example/person/name"],
        "byPath": { "/example-people/{person}": ["/name"] },
        "byEvent": { "example-person.*": ["/data/name"] }
      },
      "volatile": {
        "$comment": [
          "What differs from request to request and means nothing: it is not compared. In paths a segment in",
          "braces varies."
        ],
        "headers": ["X-Example-Trace"],
        "query": ["example_nonce"],
        "members": ["exampleSentAt"],
        "places": ["/example/sent"],
        "paths": ["/examples/{example}/attempts/{attempt}"]
      },
      "contract": {
        "$comment": [
          "What openapi.yaml beside this file is to be forgiven: header fields of what stands between you and the API,",
          "which strict verification takes though the contract does not describe them."
        ],
        "undocumentedHeaders": ["X-Example-Cache"]
      },
      "event": {
        "$comment": "Where the body of a webhook of this API says what happened.",
        "type": "/event_type"
      }
    }

    """
  }
}
