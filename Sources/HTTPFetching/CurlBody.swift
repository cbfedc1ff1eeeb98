import EventLoop
import HTTPModel

/// The rest of a response's body. Dropping it stops the transfer.
final class CurlBody: BodySource {
  private let transfer: CurlTransfer

  init(_ transfer: CurlTransfer) { self.transfer = transfer }

  deinit { cancel() }

  func next() async -> BodyPart {
    let transfer = transfer
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        transfer.loop.onLoop { transfer.next(continuation) }
      }
    } onCancel: {
      cancel()
    }
  }

  func cancel() { transfer.loop.call { [transfer] in transfer.cancel() } }
}
