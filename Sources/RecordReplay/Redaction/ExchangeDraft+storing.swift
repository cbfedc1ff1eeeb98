import HTTPModel

extension ExchangeDraft {
  var storedRequest: StoredRequest {
    StoredRequest(method: method, url: url, headers: request.headers, body: request.stored("request"))
  }

  var storedOutcome: StoredOutcome {
    switch result {
    case .response(let head): .response(head.stored)
    case .failure(let kind, let afterBytes, let partial):
      .failure(StoredFailure(kind: kind, afterBytes: afterBytes, partial: partial?.stored))
    }
  }
}

extension ExchangeDraft.Head {
  fileprivate var stored: StoredResponse {
    StoredResponse(
      status: status, reason: reason, headers: message.headers, body: message.stored("response"), interim: interim,
      trailers: trailers)
  }
}

extension ExchangeDraft.Message {
  /// The side file's number comes with the cassette.
  fileprivate func stored(_ side: String) -> StoredBody? {
    StoredBody.make(body, mediaType: mediaType, coding: coding, stem: "000-\(side)", parsed: document)
  }
}

extension ExchangeDraft {
  /// Why a cassette that holds it could not be read; nil where it could.
  var unstorable: String? {
    if !method.rawValue.utf8.isToken { return "not a valid method" }
    let target = url.target.bytes
    let isTarget = target.allSatisfy { $0 > 32 && $0 != 127 && $0 != UInt8(ascii: "#") }
    if !isTarget || target.isEmpty { return "the target contains a byte that a request line cannot hold" }
    if result.head?.holdsReasons == false { return "the reason holds a control character" }
    return request.headers.areValid && result.head?.areFieldsValid ?? true
      ? nil : "a header field has no valid name, or a control character in its value"
  }
}

extension ExchangeDraft.Head {
  /// Whether its reason, and those of what came before it, are text.
  fileprivate var holdsReasons: Bool { reason.utf8.isFieldText && interim.allSatisfy { $0.reason.utf8.isFieldText } }

  fileprivate var areFieldsValid: Bool {
    message.headers.areValid && trailers.areValid && interim.allSatisfy(\.headers.areValid)
  }
}
