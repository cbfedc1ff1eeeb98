public import HTTPModel

/// Lets only requests through that change nothing (RFC 9110 section 9.2.1): GET, HEAD, OPTIONS and TRACE. Others are
/// answered with 403, and go nowhere.
public struct ReadOnly: Responder {
  private let upstream: any Responder
  private let apis: [API]
  private let recording: Recording
  private let command: String

  /// `recording` is told of what is refused, and which of `apis` it was for; `command` is what to run to record it as well.
  public init(answering upstream: any Responder, apis: [API], for recording: Recording, command: String) {
    (self.upstream, self.apis, self.recording, self.command) = (upstream, apis, recording, command)
  }

  public func respond(to request: Request) -> Answer {
    if request.method.isSafe { return upstream.respond(to: request) }
    recording.refuse(
      request, api: apis.api(for: request.url), reason: "--read-only lets no \(request.method) through")
    return .now(
      .response(
        Refusal(
          status: 403, title: "Forbidden", type: "read-only",
          detail: "\(request.method) may change something, and this recording is read-only. The request went nowhere.",
          command: command
        ).response))
  }
}
