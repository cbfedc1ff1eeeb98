/// What was taken out of an interaction, in the order of its file.
public struct Captures: Hashable, Sendable {
  public let request: [Capture], response: [Capture]

  public init(request: [Capture] = [], response: [Capture] = []) {
    (self.request, self.response) = (request, response)
  }

  /// Of one message more are not read.
  static let maxCount = 10_000
  /// The texts of one message are no longer than this together.
  static let maxTextBytes = 1 << 20
  /// Nor do they stand there more often.
  static let maxHits = 200_000
}
