public import Clocks
import Files
public import HTTPModel

/// Asks upstream, and keeps what passed.
///
/// Bodies go on as they come, in bytes and in time. An interaction is on disk, whole, before the client gets the last byte
/// of its response.
public struct Recorder: Responder {
  private let upstream: any Responder
  private let apis: [API]
  private let finder: APIFinder
  private let recording: Recording
  private let earlier: Replayer?
  private let clock: any WallClock
  /// Whose webhooks all requests are; nil where requests are ours.
  private let sender: API?

  /// A request for none of `apis` is answered with 403: it goes nowhere. With `earlier`, which answers from the cassette as
  /// it was and gives nothing twice, each exchange takes the place of the interaction that `earlier` would have answered
  /// with.
  public init(
    upstream: any Responder, apis: [API], into recording: Recording, inPlaceOf earlier: Replayer? = nil,
    clock: any WallClock = RealClock()
  ) {
    self.upstream = upstream
    self.apis = apis
    finder = APIFinder(apis)
    self.recording = recording
    self.earlier = earlier
    self.clock = clock
    sender = nil
  }

  /// For what an API sends to one's own endpoint: every request is recorded as an inbound one of `sender`, wherever it
  /// leads to.
  public init(
    upstream: any Responder, inboundOf sender: API, into recording: Recording, clock: any WallClock = RealClock()
  ) {
    self.upstream = upstream
    apis = [sender]
    finder = APIFinder(apis)
    self.recording = recording
    earlier = nil
    self.clock = clock
    self.sender = sender
  }

  /// A longer body is kept only where it is no text (pictures, archives, …) and not coded: then it goes into a file of
  /// the cassette as it passes, up to `maxFileBytes`.
  public static let maxBodyBytes = 32 << 20
  /// The longest body that goes into a file, in bytes. 2 GiB.
  public var maxFileBytes = 2 << 30

  public func respond(to request: Request) -> Answer {
    guard let api = sender ?? finder.find(request.origin, request.target).map({ apis[$0.index] }) else {
      recording.refuse(request, reason: "no API has this host")
      return .now(.response(refusal(request)))
    }
    let direction: Interaction.Direction = sender == nil ? .outbound : .inbound
    return .later {
      var forwarded = request.forwarded
      var upload: LongUpload?
      if case .stream = forwarded.body {
        upload = LongUpload(of: &forwarded, into: recording.storage(maxBytes: maxFileBytes))
      }
      let pass = Pass(
        request: request, upload: upload, api: api, direction: direction, recording: recording, earlier: earlier,
        name: upload == nil ? await earlier?.respond(to: request).outcome.replayedFrom : nil, clock: clock,
        start: clock.now)
      switch await upstream.respond(to: forwarded).outcome {
      case .response(let response) where response.status == 101:
        await pass.skip("what follows a switch to \(request.upgrade ?? "another protocol") is not recorded", 101)
        return .response(response)
      case .response(var response):
        if case .stream(let source, let length) = response.body {
          let part = response
          let storage = BodyKeeper.storage(recording.storage(maxBytes: maxFileBytes), for: response)
          let keeper = BodyKeeper(storage, length: length)
          response.body = .stream(
            RecordedBody(source, length: length, keeper: keeper) { ending in await pass.end(part, ending) },
            length: length)
        } else {
          await pass.keep(.response(response))
        }
        return .response(response)
      case .failure(let failure):
        await pass.keep(.failure(failure))
        return .failure(failure)
      case .miss(let miss): return .miss(miss)
      }
    }
  }
}

extension Recorder {
  private func refusal(_ request: Request) -> Response {
    let names = apis.map(\.name).joined(separator: ", ")
    // What would help is what would help if it were replayed.
    let miss = MissReport(
      Miss(
        reason: .neverRecorded, method: request.method.rawValue, url: "\(request.origin)/", api: nil,
        cassette: recording.path, closest: nil, apis: apis.map { .init(name: $0.name, url: "") }))
    let hint = miss.baseURL.map { " A base URL names the API: \($0)" } ?? ""
    return Refusal(
      status: 403, title: "Forbidden", type: "unknown-host",
      detail: "No API has the host \(request.origin); known are \(names). The request went nowhere.\(hint)",
      command: miss.command
    ).response
  }
}

/// One exchange on its way.
private struct Pass: Sendable {
  let request: Request
  /// Where its body is too long to be there.
  let upload: LongUpload?
  let api: API
  let direction: Interaction.Direction
  let recording: Recording
  /// What knows the interaction whose place it takes, and the name of that where it was known from the beginning.
  let earlier: Replayer?
  let name: String?
  let clock: any WallClock
  let start: Instant

  func end(_ response: Response, _ ending: RecordedBody.Ending) async {
    switch ending {
    case .whole(let bytes, let trailers):
      var response = response
      response.body = .bytes(bytes)
      await keep(.response(response), trailers: trailers)
    case .failure(var failure, let bytes):
      failure.partial = failure.partial ?? response
      failure.partial?.body = .empty
      failure.partialBody = bytes
      failure.afterBytes = failure.afterBytes ?? bytes.count
      await keep(.failure(failure))
    case .long(let body, let trailers):
      var response = response
      response.body = .empty
      await keep(.response(response), trailers: trailers, body)
    case .dropped(let reason): await skip(reason, response.status)
    case .abandoned: await skip("the client went away", response.status)
    }
  }

  func keep(_ outcome: Outcome, trailers: HeaderFields = [], _ spooled: SpooledBody? = nil) async {
    if case .failure(let failure) = outcome, failure.kind == .cancelled {
      return await skip("the client went away", nil)
    }
    let response: Response? = if case .response(let response) = outcome { response } else { nil }
    let recorded = Provenance(.recorded, at: start, duration: clock.now - start, protocol: response?.version)
    var (request, name, sent) = (request.stored, name, SpooledBody?.none)
    if let upload {
      switch upload.taken {
      case .success(let body):
        (request.body, sent) = (.bytes(body.bytes), body.spooled)
        name = await earlier?.respond(to: body.compared(request)).outcome.replayedFrom
      case .failure(let loss):
        spooled?.file.remove()
        return await skip(loss.reason, response?.status)
      }
    }
    await recording.keep(
      Exchange(request: request, outcome: outcome), trailers: trailers, api: api, direction: direction,
      recorded: recorded, inPlaceOf: name, spooled: (sent, spooled))
  }

  /// Nothing is missing of a switch of protocols: that was asked for and is noted.
  func skip(_ reason: String, _ status: Int?) async {
    await recording.skip(
      request.method, api: api, direction: direction, status: status, reason: reason,
      isComplete: status == 101)
  }
}
