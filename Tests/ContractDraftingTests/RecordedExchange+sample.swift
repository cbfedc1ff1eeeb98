import ContractDrafting
import HTTPModel
import JSONModel
import SchemaValidation
import Testing
import YAMLReading

extension RecordedExchange {
  /// An exchange with `https://api.example.com`; bodies are JSON.
  static func sample(
    _ method: String, _ target: String, status: Int? = 200, answer: String? = nil, body: String? = nil,
    operation: String? = nil, event: String? = nil, mediaType: String = "application/json",
    headers: HeaderFields = []
  ) throws -> RecordedExchange {
    func payload(_ text: String?) -> Payload? {
      text.map { Payload(mediaType: MediaType(mediaType), bytes: Array($0.utf8)) }
    }
    var exchange = RecordedExchange(
      method: HTTPMethod(rawValue: method), url: try #require(AbsoluteURL("https://api.example.com" + target)),
      server: "https://api.example.com", body: payload(body),
      answer: status.map { Answer(status: $0, headers: headers, body: payload(answer)) })
    (exchange.operation, exchange.event, exchange.isWebhook) = (operation, event, event != nil)
    return exchange
  }
}

extension ContractDraft {
  init(_ exchanges: RecordedExchange...) { self.init(exchanges, title: "example") }

  /// What its text stands for, read as YAML 1.2 and as 1.1: both must be the same.
  func document() throws -> JSONDocument {
    let new = try YAMLDocument(parsing: text).json
    #expect(new.root.value == (try YAMLDocument(parsing: text, options: YAMLOptions(schema: .yaml11)).json.root.value))
    return new
  }
}

extension JSONDocument {
  func value(_ pointer: String) -> JSONValue? { JSONPointer(pointer).flatMap { root.resolve($0)?.value } }
}
