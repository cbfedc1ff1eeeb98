import CCurl
import HTTPModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension CurlTransfer {
  /// What became of the transfer, for libcurl's result.
  func conclusion(_ code: CURLcode) -> End {
    if sends > 1 {
      // The answer is there, but libcurl did not like it (417) and began anew.
      if assembly.isWhole, assembly.length ?? assembly.count == assembly.count { return .whole }
      return .stopped(completed(TransportFailure(.reset, "the connection was closed without an answer")))
    }
    if let cause { return .failed(completed(cause)) }
    let isCutHead = assembly.head == nil && (code == CURLE_OK || code == CURLE_GOT_NOTHING && !assembly.interim.isEmpty)
    if isCutHead {
      return .failed(completed(TransportFailure(.truncated, "the connection ended within the head of the answer")))
    }
    if code != CURLE_OK { return .failed(completed(TransportFailure(kind(code), text(code)))) }
    if !assembly.isWhole {
      return .failed(completed(TransportFailure(.truncated, "the connection ended before the last chunk")))
    }
    return .whole
  }

  /// The response's head with this body; nil before there is one.
  func head(_ body: Body) -> Response? {
    guard let head = assembly.head else { return nil }
    return Response(
      status: head.status, reason: head.reason, headers: head.headers, body: body, interim: assembly.interim,
      version: head.version, timing: timing)
  }

  /// The failure with what had come before it.
  func completed(_ failure: TransportFailure) -> TransportFailure {
    var failure = failure
    failure.partial = head(.empty)
    failure.afterBytes = failure.partial == nil ? nil : assembly.count
    failure.timing = timing
    return failure
  }

  /// As far as it has come.
  var timing: Timing {
    if let lastTiming { return lastTiming }
    let isNew = handle.easy.number(CURLINFO_NUM_CONNECTS) > 0
    return Timing(
      resolved: isNew ? handle.easy.time(CURLINFO_NAMELOOKUP_TIME_T) : nil,
      connected: isNew ? handle.easy.time(CURLINFO_CONNECT_TIME_T) : nil,
      secured: isNew ? handle.easy.time(CURLINFO_APPCONNECT_TIME_T) : nil,
      firstByte: handle.easy.time(CURLINFO_STARTTRANSFER_TIME_T), total: begun.duration(to: .now))
  }

  private func text(_ code: CURLcode) -> String {
    if code == CURLE_COULDNT_CONNECT, let address = handle.refusedAddress {
      return "\(address), to which \(request.origin.host) leads, is an address of the local link; "
        + "those are reached only where they are named"
    }
    let text = String(cString: handle.errorText)
    return text.isEmpty ? String(cString: curl_easy_strerror(code)) : text
  }

  private func kind(_ code: CURLcode) -> TransportFailure.Kind {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .resolve
    case CURLE_COULDNT_CONNECT: handle.easy.number(CURLINFO_OS_ERRNO) == Int(ETIMEDOUT) ? .timeout : .refused
    case CURLE_OPERATION_TIMEDOUT: .timeout
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_USE_SSL_FAILED, CURLE_SSL_CRL_BADFILE,
      CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_CLIENTCERT:
      .tls
    case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_SEND_FAIL_REWIND: .reset
    // After GOAWAY libcurl has no text of its own.
    case CURLE_HTTP2: handle.errorText.pointee == 0 ? .reset : .protocol
    case CURLE_HTTP2_STREAM: isOurRefusal ? .protocol : .reset
    case CURLE_RECV_ERROR: isCut ? .reset : .protocol
    case CURLE_PARTIAL_FILE: .truncated
    default: .protocol
    }
  }

  /// Whether nghttp2 has reset the stream of an answer that breaks HTTP/2's rules, and not the server.
  private var isOurRefusal: Bool { String(cString: handle.errorText).contains("PROTOCOL_ERROR") }

  /// libcurl has one code for a connection that broke and for an answer that it can't take; only the first has an
  /// error of the system, or is TLS's.
  private var isCut: Bool {
    [ECONNRESET, EPIPE, ECONNABORTED, ENOTCONN].contains(Int32(handle.easy.number(CURLINFO_OS_ERRNO)))
      || String(cString: handle.errorText).utf8.starts(with: "OpenSSL".utf8)
  }
}

extension TransportFailure {
  static let abandoned = TransportFailure(.cancelled, "whoever asked went away")
  static let stopped = TransportFailure(.cancelled, "the loop has stopped")

  static func stalled(_ timeout: Duration) -> TransportFailure {
    TransportFailure(.timeout, "nothing came and nothing could be sent for \(timeout)")
  }
}
