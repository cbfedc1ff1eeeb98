public import EventLoop
public import HTTPModel

/// Answers a request by asking the real server, through libcurl on a loop. It goes to the loop itself, wherever it is
/// called from.
///
/// A request goes out as given: target, method, field names, their case and order, and body, byte for byte. What HTTP/1.1
/// can't do without is added where it is missing: `Host` before all other fields, and `Content-Length` or
/// `Transfer-Encoding: chunked` for a body behind them. Nothing else is added, no proxy is taken from the environment, no
/// redirect is followed, no content coding undone.
///
/// A request is sent once. Those that can change something go on a connection of their own; the others use connections
/// again, and where the server closed one meanwhile they are asked a second time, on a new one: `onSecondAttempt` is
/// told.
///
/// Where a body ends with its connection, one over TLS that was cut in order of TCP but not of TLS looks whole: libcurl
/// does not tell.
///
/// A response is given back when its head is there; a body that is not whole by then is a stream. A client lives as long
/// as it and its transfers are held; its connections are closed with it, and when the loop stops.
public final class CurlClient: Responder {
  public let configuration: Configuration
  private let loop: EventLoop
  private let multi: CurlMulti

  public init(_ loop: EventLoop, configuration: Configuration = Configuration()) {
    self.loop = loop
    self.configuration = configuration
    multi = CurlMulti(loop, configuration)
  }

  deinit { loop.call { [multi] in multi.retire() } }

  public func respond(to request: Request) -> Answer {
    do throws(TransportFailure) {
      let framing = try RequestFraming(checking: request)
      return .later { [self] in await fetch(request, framing) }
    } catch {
      return .now(.failure(error))
    }
  }

  private func fetch(_ request: Request, _ framing: RequestFraming) async -> Outcome {
    if Task.isCancelled { return .failure(.abandoned) }
    let begun = ContinuousClock.now
    return await loop.run { [self] in
      switch await transfer(request, framing, within: configuration.totalTimeout) {
      case .outcome(let outcome): return outcome
      case .stopped(let reason):
        guard framing.isRepeatable else { return .failure(reason) }
        configuration.onSecondAttempt?(request)
      }
      let rest = configuration.totalTimeout.map { $0 - begun.duration(to: .now) }
      switch await transfer(request, framing, within: rest, isSecond: true) {
      case .outcome(let outcome): return outcome
      case .stopped(let reason): return .failure(reason)
      }
    }
  }

  private func transfer(
    _ request: Request, _ framing: RequestFraming, within timeLimit: Duration?, isSecond: Bool = false
  ) async -> CurlTransfer.Result {
    let transfer: CurlTransfer
    do throws(CurlError) {
      transfer = try CurlTransfer(request, framing, multi, timeLimit: timeLimit, isFresh: isSecond)
    } catch {
      return .outcome(.failure(TransportFailure(.protocol, error.text)))
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in transfer.start(continuation) }
    } onCancel: {
      loop.call { transfer.cancel() }
    }
  }
}
