import AWSTasks
import HTTPModel
import JSONModel
import Testing
import WorkflowEngine

struct SecretStoreTests {
  static let store = SecretStore(
    secrets: [
      "plain": "p-1", "object": ["a": "o-1", "n": 5], "text": #"{"a": "t-1"}"#, "env": "env:TOKEN", "file": "file:/k",
      "lost": "env:NOBODY", "wrong": 7, "none": "file:/none", "bad": "file:/bad",
    ],
    environment: { $0 == "TOKEN" ? "e-1" : nil },
    file: { ["/k": Array("f-1\r\n".utf8), "/bad": [0xff]][$0] })

  /// What the connection's header gets, which is the one way to see a secret.
  static func value(_ text: String) async -> String? {
    let properties: JSONValue = [
      "AuthorizationType": "API_KEY",
      "AuthParameters": ["ApiKeyAuthParameters": ["ApiKeyName": "k", "ApiKeyValue": .string(text)]],
    ]
    let table = ConnectionTable(
      properties: .object(JSONObject([(HTTPTaskTests.arn, properties)])), secrets: store)
    return await HTTPTaskTests.ask([], table).request?.headers.first("k")
  }

  @Test(arguments: [
    ("literal", "literal"), ("env:TOKEN", "env:TOKEN"), ("file:/k", "file:/k"), ("env:", "env:"),
    ("{{resolve:secretsmanager:none}}", "{{none}}"), ("{{resolve:secretsmanager:bad}}", "{{bad}}"),
    ("{{resolve:secretsmanager:plain}}", "p-1"),
    ("{{resolve:secretsmanager:plain:SecretString}}", "p-1"),
    ("{{resolve:secretsmanager:plain:SecretString:::}}", "p-1"),
    ("{{resolve:secretsmanager:object:SecretString:a:AWSCURRENT:}}", "o-1"),
    ("{{resolve:secretsmanager:object:SecretString:n}}", "5"),
    ("{{resolve:secretsmanager:object:SecretString}}", #"{"a":"o-1","n":5}"#),
    ("{{resolve:secretsmanager:object:SecretString:x}}", "{{object.x}}"),
    ("{{resolve:secretsmanager:text:SecretString:a}}", "t-1"),
    ("{{resolve:secretsmanager:plain:SecretString:a}}", "{{plain.a}}"),
    ("{{resolve:secretsmanager:env}}-{{resolve:secretsmanager:file}}", "e-1-f-1"),
    ("{{resolve:secretsmanager:lost}}", "{{lost}}"), ("{{resolve:secretsmanager:wrong}}", "{{wrong}}"),
    ("{{resolve:secretsmanager:arn:aws:secretsmanager:us-east-1:1:secret:plain-AbC123:SecretString}}", "p-1"),
    ("a {{resolve:secretsmanager:plain", "a {{resolve:secretsmanager:plain"),
  ])
  func `a reference gives what it names, or its name`(text: String, value: String) async {
    #expect(await Self.value(text) == value)
  }

  @Test func `a file of another form has problems that show no value`() {
    #expect(SecretStore.problems(in: ["a": "x", "b": [:]]).isEmpty)
    let problems = SecretStore.problems(in: ["a": ["hidden"], "b": 1])
    #expect(problems.map(\.pointer.description) == ["/a", "/b"])
    #expect(problems.first?.text == "the secret a must be a string or an object, not an array")
    #expect(SecretStore.problems(in: "hidden").map(\.text).first?.contains("hidden") == false)
  }

  @Test func `a secret never prints its text`() {
    let secret = Secret("hidden-text")
    var dumped = ""
    dump([secret], to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), "\([secret])", "\(Optional(secret) as Any)", dumped] {
      #expect(!text.contains("hidden"))
    }
  }
}
