import HTTPModel

extension ServerExchange {
  /// What goes to the kernel at a time.
  private static let slice = 1 << 16

  /// Sends a response that is there and small, without waiting for anything. False where more is to do.
  func sendAtOnce(_ outcome: Outcome) -> Bool {
    guard isCurrent else { return false }
    return switch outcome {
    case .response(let response): sendAtOnce(response)
    case .miss(let miss): sendAtOnce(channel.server.configuration.renderMiss(miss))
    case .failure: false
    }
  }

  private func sendAtOnce(_ response: Response) -> Bool {
    guard case .bytes(let content) = response.body, content.count <= ServerExchange.slice else { return false }
    sendWhole(response, content)
    return true
  }

  /// Sends what needs more than one write, or acts a failure.
  func send(_ outcome: Outcome) async {
    guard isCurrent else {
      if case .response(let response) = outcome, case .stream(let source, _) = response.body { source.cancel() }
      return
    }
    switch outcome {
    case .response(let response): await send(response)
    case .miss(let miss): await send(channel.server.configuration.renderMiss(miss))
    case .failure(let failure): await act(failure)
    }
  }

  private func send(_ response: Response) async {
    if response.status == 101, case .stream(let source, _) = response.body, let other = source as? any SwitchedBody {
      return channel.switchProtocols(response, to: other)
    }
    switch response.body {
    case .bytes(let content): await send(response, content)
    case .stream(let source, let length) where hasContent(response): await pump(source, after: response, length: length)
    case .stream(let source, _):
      source.cancel()
      sendWhole(response, [])
    }
  }

  private func hasContent(_ response: Response) -> Bool { Response.hasBody(status: response.status, to: method) }

  private func sendWhole(_ response: Response, _ content: [UInt8]) {
    let content = hasContent(response) ? content[...] : []
    do throws(MessageError) {
      endAnswer(try channel.begin(response, content, isLast: true, completion: { self.wroteLast($0) }))
    } catch {
      refuse(error)
    }
  }

  private func refuse(_ error: MessageError) {
    channel.refuse(status: 500, "the answer cannot be sent over \(channel.version.rawValue): \(error)", next: nil)
  }

  /// A body that is there: with the head where it is small, else in slices.
  private func send(_ response: Response, _ content: [UInt8]) async {
    if content.count <= ServerExchange.slice || !hasContent(response) { return sendWhole(response, content) }
    guard await begin(response, content[..<ServerExchange.slice]) else { return }
    var index = ServerExchange.slice
    while index < content.count {
      let end = min(index + ServerExchange.slice, content.count)
      guard await write(content[index..<end]) else { return }
      index = end
    }
    endContent([])
  }

  private func pump(_ source: any BodySource, after response: Response, length: Int?) async {
    self.source = source
    guard await begin(response, []) else { return source.cancel() }
    var sent = 0
    while true {
      let part = await source.next()
      guard isCurrent else { return source.cancel() }
      switch part {
      case .chunk(let chunk):
        sent += chunk.count
        if let length, sent > length {
          source.cancel()
          return channel.end(as: .protocol)
        }
        guard await write(chunk[...]) else { return source.cancel() }
      case .end(let trailers):
        self.source = nil
        if let length, sent < length { return channel.end(as: .truncated) }
        return endContent(trailers)
      case .failure(let failure):
        self.source = nil
        return channel.end(as: failure.kind)
      }
    }
  }

  /// Acts a failure in place of an answer: what had come of the answer, then the failure.
  private func act(_ failure: TransportFailure) async {
    if let partial = failure.partial, [.reset, .truncated, .timeout].contains(failure.kind) {
      let write = try? channel.begin(partial: partial, failure.partialBody, completion: { self.wrote($0) })
      if let write {
        guard await passed(write) else { return }
      }
    }
    channel.end(as: failure.kind)
  }

  // MARK: Writing

  /// False where the client is gone, this is no longer the request under way, or the answer cannot be sent.
  private func begin(_ response: Response, _ content: ArraySlice<UInt8>) async -> Bool {
    do throws(MessageError) {
      return await passed(try channel.begin(response, content, isLast: false, completion: { self.wrote($0) }))
    } catch {
      refuse(error)
      return false
    }
  }

  private func write(_ content: ArraySlice<UInt8>) async -> Bool {
    guard isCurrent else { return false }
    return await passed(channel.write(content, completion: { self.wrote($0) }))
  }

  /// Waits until what was written is with the kernel.
  private func passed(_ write: TransportWrite) async -> Bool {
    hasBegun = true
    switch write {
    case .written: break
    case .failed: channel.lose()
    case .queued:
      await withCheckedContinuation {
        writer = $0
        expireAsWriting()
      }
    }
    guard isCurrent else { return false }
    setDeadline()
    return true
  }

  private func wrote(_ isWritten: Bool) {
    endWriting()
    if !isWritten { channel.lose() }
    resumeWriter()
  }

  /// Writes what ends a content that went out in pieces, without waiting.
  private func endContent(_ trailers: HeaderFields) {
    do throws(MessageError) {
      endAnswer(try channel.end(trailers: trailers, completion: { self.wroteLast($0) }))
    } catch {
      channel.end(as: .protocol)
    }
  }

  private func endAnswer(_ write: TransportWrite) {
    hasBegun = true
    switch write {
    case .written: channel.endExchange()
    case .queued: expireAsWriting()
    case .failed: channel.lose()
    }
  }

  private func wroteLast(_ isWritten: Bool) {
    endWriting()
    if !isWritten { return channel.lose() }
    if isCurrent { channel.endExchange() }
  }
}
