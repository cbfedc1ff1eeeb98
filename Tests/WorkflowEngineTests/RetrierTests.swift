import Testing

@testable import WorkflowEngine

struct RetrierTests {
  @Test(arguments: zip(1...4, [.seconds(1), .seconds(2), .seconds(4), nil] as [Duration?]))
  func `delays double and stop after three retries`(retry: Int, delay: Duration?) {
    var random = SeededRandom(seed: 1)
    #expect(Retrier(errors: [.all]).delay(beforeRetry: retry, &random) == delay)
  }

  @Test func `jitter stays below the computed delay and follows the seed`() {
    let retrier = Retrier(errors: [.all], intervalSeconds: 10, maxAttempts: 100, maxDelaySeconds: 60, hasJitter: true)
    var random = SeededRandom(seed: 1)
    var again = SeededRandom(seed: 1)
    let delays = (1...100).compactMap { retrier.delay(beforeRetry: $0, &random) }
    #expect(delays == (1...100).compactMap { retrier.delay(beforeRetry: $0, &again) })
    #expect(delays.allSatisfy { (.zero ... .seconds(60)).contains($0) })
    #expect(Set(delays).count > 90)
  }

  @Test func `a hundred million retries of a rate of ten still give a number`() {
    var random = SeededRandom(seed: 1)
    let retrier = Retrier(errors: [.all], backoffRate: 10, maxAttempts: 99_999_999)
    #expect(retrier.delay(beforeRetry: 99_999_999, &random) == .seconds(31_622_400))
  }
}
