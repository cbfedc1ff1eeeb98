public import Clocks
public import HTTPModel

/// What a recording says of an exchange when it has passed. It holds no secret.
public struct RecordingEvent: Sendable {
  public enum Fate: Sendable {
    /// Under this name, which is new.
    case kept(String)
    /// In the place of the earlier interaction with this name.
    case changed(String)
    /// The interaction with this name stays: nothing but what varies without a meaning was another.
    case unchanged(String)
    /// Answered from the interaction with this name.
    case replayed(String)
    /// Answered by the recorder itself, and why. It went nowhere.
    case refused(String)
    /// Not kept, and why. The client got all the same.
    case skipped(String)
  }

  public let method: HTTPMethod
  /// Nil where the request is for none.
  public let api: String?
  public let direction: Interaction.Direction
  /// As it is stored, but for values that a later exchange may turn out to give away: `…` stands for them. Without a
  /// path where it went nowhere; nil where nothing is stored.
  public let url: String?
  /// Of a response, or the kind of a failure; nil where it went nowhere.
  public let result: String?
  /// Of the response's body, its coding undone.
  public let bytes: Int
  /// When the request was sent; nil where it was not.
  public let at: Instant?
  public let duration: Duration?
  public let fate: Fate
}

extension RecordingEvent {
  /// Whether the API was asked.
  public var hasPassed: Bool {
    switch fate {
    case .kept, .changed, .unchanged, .skipped: true
    case .replayed, .refused: false
    }
  }

  init(_ interaction: Interaction, _ fate: Fate) {
    var (at, duration) = (interaction.recorded.at, interaction.recorded.duration)
    if case .replayed = fate { (at, duration) = (nil, nil) }
    self.init(
      method: interaction.request.method, api: interaction.api, direction: interaction.direction,
      url: interaction.request.url.printed, result: RecordingEvent.result(of: interaction.outcome),
      bytes: interaction.outcome.body?.content.length ?? 0, at: at, duration: duration, fate: fate)
  }

  /// The same exchange, not kept.
  init(_ event: RecordingEvent, _ fate: Fate) {
    self.init(
      method: event.method, api: event.api, direction: event.direction, url: event.url, result: event.result,
      bytes: event.bytes, at: event.at, duration: event.duration, fate: fate)
  }

  /// Of one that could not be redacted: nothing of it is said but what no secret is in.
  init(_ exchange: Exchange, api: API, _ direction: Interaction.Direction, _ fate: Fate) {
    let result =
      switch exchange.outcome {
      case .response(let response): "\(response.status)"
      case .failure(let failure): failure.kind.rawValue
      case .miss: "miss"
      }
    self.init(
      method: exchange.request.method, api: api.name, direction: direction, url: nil, result: result, bytes: 0,
      at: nil, duration: nil, fate: fate)
  }

  private static func result(of outcome: StoredOutcome) -> String {
    switch outcome {
    case .response(let response): "\(response.status)"
    case .failure(let failure): failure.kind.rawValue
    }
  }
}
