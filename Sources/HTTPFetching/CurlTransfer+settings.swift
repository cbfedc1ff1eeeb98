import CCurl
import HTTPModel

extension CurlTransfer {
  /// What is this transfer's own. A handle that served before has whatever was set then.
  func set(
    _ configuration: CurlClient.Configuration, _ framing: RequestFraming, isFresh: Bool
  ) throws(CurlError) {
    handle.errorText.pointee = 0
    handle.refusedAddress = nil
    try handle.set(request.origin, configuration)
    try handle.easy.set(CURLOPT_HTTP_VERSION, Int(speaksHTTP2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1))
    try setTarget(configuration.proxy)
    try handle.easy.set(CURLOPT_TIMEOUT_MS, timeLimit?.timeout ?? 0)
    let isReusing = framing.isRepeatable && !isFresh
    try handle.easy.set(CURLOPT_FRESH_CONNECT, multi.abandonStrayed() || !isReusing ? 1 : 0)
    try handle.easy.set(CURLOPT_FORBID_REUSE, framing.isRepeatable ? 0 : 1)
    try setBody(framing)
    fields = makeFields(framing)
    try handle.easy.set(CURLOPT_HTTPHEADER, pointer: fields?.pointer)
    try setFunctions()
  }

  private func setTarget(_ proxy: CurlClient.UpstreamProxy?) throws(CurlError) {
    let isWhole = proxy?.takesWholeURLs ?? false && request.origin.scheme == "http"
    // RFC 9112 section 3.2.4: what is meant for the server as a whole has no path there.
    let target = isWhole && request.target.bytes == [UInt8(ascii: "*")] ? [] : request.target.bytes
    try handle.easy.setBytes(
      CURLOPT_REQUEST_TARGET, isWhole ? Array("\(request.origin)".utf8) + target : target)
  }

  private func setBody(_ framing: RequestFraming) throws(CurlError) {
    switch framing.kind {
    case .head(let bytes):
      try handle.easy.set(CURLOPT_NOBODY, 1)
      guard !bytes.isEmpty else { return }
      // After NOBODY, so that the method stays HEAD, and no response body is waited for, though one is sent.
      try handle.easy.set(CURLOPT_POSTFIELDSIZE_LARGE, offset: bytes.count)
      try handle.easy.setBytes(CURLOPT_COPYPOSTFIELDS, bytes)
      return
    case .none: try handle.easy.set(CURLOPT_HTTPGET, 1)
    case .bytes(let bytes):
      try handle.easy.set(CURLOPT_POSTFIELDSIZE_LARGE, offset: bytes.count)
      try handle.easy.setBytes(CURLOPT_COPYPOSTFIELDS, bytes)
    case .upload(let length):
      try handle.easy.set(CURLOPT_UPLOAD, 1)
      if let length { try handle.easy.set(CURLOPT_INFILESIZE_LARGE, offset: length) }
    // As an upload without framing: what both sides send later is no body.
    case .upgrade: try handle.easy.set(CURLOPT_UPLOAD, 1)
    }
    try handle.easy.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
  }

  /// libcurl puts `Host` first and spells it so, unless it is told to leave it out: then it takes ours where it stands.
  private func makeFields(_ framing: RequestFraming) -> CurlFields {
    let headers = request.headers
    var fields = CurlFields(headers, more: 5)
    if headers.contains("host") { fields.append("Host".utf8, ":", []) }
    for index in headers.indices {
      let value = headers.value(at: index)
      fields.append(headers.name(at: index), value.isEmpty ? ";" : ": ", value)
    }
    for name in ["Accept", "Expect", "Content-Type"] where !headers.contains(name) { fields.append(name.utf8, ":", []) }
    if framing.kind == .upgrade { fields.append("Transfer-Encoding".utf8, ":", []) }
    return fields
  }

  private func setFunctions() throws(CurlError) {
    let me = UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque())
    try handle.easy.setFunction(CURLOPT_HEADERFUNCTION) { bytes, size, count, me in
      CurlTransfer.of(me)?.take(line: UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
    }
    try handle.easy.set(CURLOPT_HEADERDATA, pointer: me)
    try handle.easy.setFunction(CURLOPT_WRITEFUNCTION) { bytes, size, count, me in
      CurlTransfer.of(me)?.take(body: UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
    }
    try handle.easy.set(CURLOPT_WRITEDATA, pointer: me)
    try handle.easy.check(
      tapedeck_easy_set_prereq_function(handle.easy.pointer) { me, _, _, _, _ in
        CurlTransfer.of(me)?.allowsSending() == true ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
      }, CURLOPT_PREREQFUNCTION)
    try handle.easy.set(CURLOPT_PREREQDATA, pointer: me)
    if upload != nil {
      try handle.easy.setFunction(CURLOPT_READFUNCTION) { bytes, size, count, me in
        CurlTransfer.of(me)?.give(UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
          ?? Int(CURL_READFUNC_ABORT)
      }
      try handle.easy.set(CURLOPT_READDATA, pointer: me)
      try handle.easy.check(
        tapedeck_easy_set_trailer_function(handle.easy.pointer) { list, me in
          list?.pointee = CurlTransfer.of(me)?.trailers()
          return CURL_TRAILERFUNC_OK
        }, CURLOPT_TRAILERFUNCTION)
      try handle.easy.set(CURLOPT_TRAILERDATA, pointer: me)
    }
  }

  private static func of(_ pointer: UnsafeMutableRawPointer?) -> CurlTransfer? {
    pointer.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
  }
}
