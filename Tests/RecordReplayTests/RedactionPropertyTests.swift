import HTTPModel
import TestSupport
import Testing

@testable import RecordReplay

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What holds for every exchange, whatever it is made of.
@Suite(.timeLimit(.minutes(60))) struct RedactionPropertyTests {
  /// 4,000 exchanges, or as many as the environment variable `TAPEDECK_EXCHANGES` says. Other seeds give others.
  private static let count = getenv("TAPEDECK_EXCHANGES").flatMap { Int(String(cString: $0)) } ?? 4_000
  private static let seeds = 8

  @Test(arguments: 1...UInt64(seeds))
  func `no secret is left, every other byte is, the request matches, and once is enough`(seed: UInt64) async throws {
    var source = RandomExchangeSource(seed: seed)
    var given = 0, shown = 0
    for number in 0..<(Self.count / Self.seeds) {
      let exchange = source.next()
      let problems = try await Self.problems(of: exchange)
      shown += 1
      if !exchange.given.isEmpty { given += 1 }
      #expect(problems.isEmpty, "seed \(seed), exchange \(number): \(problems.joined(separator: "\n"))")
      if !problems.isEmpty { break }
    }
    #expect(shown == Self.count / Self.seeds)
    #expect(given * 10 > shown * 6 && given < shown, "both kinds: \(given) of \(shown) give secrets away")
  }

  private static func problems(of exchange: RandomExchange) async throws -> [String] {
    let (request, response) = (exchange.request, exchange.response)
    var session = RedactionSession()
    let learnt = try session.learn(Exchange(request: request, outcome: .response(response)), api: .demo)
    let interaction: Interaction, report: RedactionReport
    do {
      (interaction, report) = try session.redact(learnt, recorded: Provenance(.recorded))
    } catch {
      return [
        "\(error): \(request.url) \(request.headers) \(response.headers) \(text(request.body)) \(text(response.body))"
      ]
    }
    func value(_ index: Int, _ text: KeyPath<KnownSecret, [UInt8]>) -> String {
      let secret = exchange.secrets[index]
      guard exchange.given.contains(index), let known = session.memory[Array(secret.utf8)] else { return secret }
      return String(decoding: known[keyPath: text], as: UTF8.self)
    }
    func sent(_ index: Int) -> String { value(index, \.placeholder) }
    func received(_ index: Int) -> String { value(index, \.standIn) }
    var problems: [String] = []
    func compare(_ place: String, _ stored: String, _ expected: String) {
      if stored != expected { problems.append("\(place) is\n\(stored)\nnot\n\(expected)") }
    }
    let url = interaction.request.url
    compare("the URL", "\(url)", "https://api.test" + exchange.text(exchange.target, sent, isSent: true))
    compare(
      "the request's fields", lines(interaction.request.headers), lines(exchange.fields(exchange.requestFields, sent)))
    compare(
      "the request's body", String(decoding: try interaction.request.body?.bytes ?? [], as: UTF8.self),
      exchange.text(exchange.requestBody, sent, isSent: true))
    guard case .response(let stored) = interaction.outcome else { return ["no response"] }
    compare("the response's fields", lines(stored.headers), lines(exchange.fields(exchange.responseFields, received)))
    compare(
      "the response's body", String(decoding: try stored.body?.bytes ?? [], as: UTF8.self),
      exchange.text(exchange.responseBody, received))
    let left = SecretTraces(of: exchange.given.map { exchange.secrets[$0] }).found(in: interaction.fileBytes)
    if !left.isEmpty { problems.append("\(left) is left in \(String(decoding: interaction.fileBytes, as: UTF8.self))") }
    var cassette = Cassette(newAt: "c")
    cassette.append(interaction, api: .demo)
    if let miss = await Replayer(cassette: cassette, apis: [.demo]).respond(to: request).outcome.miss {
      problems.append("\(request.url) is a miss: \(miss)")
    }
    var again = RedactionSession()
    if let (_, report) = try again.redactAgain(interaction, api: .demo) {
      problems.append("redacted again: \(report.replacements)")
    }
    if !problems.isEmpty { problems.append("\(exchange.given.map { exchange.secrets[$0] }) \(report.replacements)") }
    return problems
  }

  private static func lines(_ fields: HeaderFields) -> String {
    fields.map { "\($0.name): \(String(decoding: $0.value, as: UTF8.self))" }.joined(separator: "\n")
  }

  private static func text(_ body: Body) -> String {
    if case .bytes(let bytes) = body { String(decoding: bytes, as: UTF8.self) } else { "" }
  }
}
