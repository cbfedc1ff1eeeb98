public import HTTPModel

/// Answers from a cassette, and tells a recording of it what was answered.
public struct Reported: Responder {
  private let replayer: Replayer
  private let recording: Recording

  public init(_ replayer: Replayer, to recording: Recording) { (self.replayer, self.recording) = (replayer, recording) }

  public func respond(to request: Request) -> Answer {
    replayer.respond(to: request).map { [recording] outcome in
      if let name = outcome.replayedFrom { recording.tell(ofReplayed: name) }
      return outcome
    }
  }
}

extension Outcome {
  /// The name of the interaction that it was replayed from; nil for every other one.
  var replayedFrom: String? {
    switch self {
    case .response(let response): response.replayedFrom
    case .failure(let failure): failure.replayedFrom
    case .miss: nil
    }
  }
}
