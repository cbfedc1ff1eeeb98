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
    let isTarget = url.target.bytes.allSatisfy { $0 > 32 && $0 != 127 && $0 != UInt8(ascii: "#") }
    if !isTarget || url.target.bytes.isEmpty { return "the target contains a byte that a request line cannot hold" }
    var fields = [request.headers]
    var reasons: [String] = []
    _ = result.mapHead { head in
      fields += [head.message.headers, head.trailers] + head.interim.map(\.headers)
      reasons += [head.reason] + head.interim.map(\.reason)
      return head
    }
    if !reasons.allSatisfy({ $0.utf8.isFieldText }) { return "the reason holds a control character" }
    return fields.allSatisfy(\.areValid) ? nil : "a header field has no valid name, or a control character in its value"
  }
}
