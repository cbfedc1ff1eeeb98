import CCurl
import Clocks
import HTTPModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension CurlTransfer {
  /// What every transfer needs so that libcurl adds, follows, decodes and repeats nothing on its own.
  func set(
    _ configuration: CurlClient.Configuration, _ framing: RequestFraming, isFresh: Bool
  ) throws(CurlError) {
    try easy.set(CURLOPT_URL, "\(request.origin)/")
    try easy.set(CURLOPT_PROTOCOLS_STR, request.origin.scheme)
    try easy.set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
    try easy.set(CURLOPT_HTTP_VERSION, Int(speaksHTTP2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1))
    try easy.set(CURLOPT_HTTP_TRANSFER_DECODING, 0)
    try easy.set(CURLOPT_HTTP_CONTENT_DECODING, 0)
    try setProxy(configuration.proxy)
    try easy.set(CURLOPT_NOSIGNAL, 1)
    try easy.set(CURLOPT_QUICK_EXIT, 1)
    try easy.set(CURLOPT_BUFFERSIZE, 128 << 10)
    try easy.set(CURLOPT_ERRORBUFFER, pointer: errorText)
    try easy.set(CURLOPT_CONNECTTIMEOUT_MS, configuration.connectTimeout.timeout)
    if let total = configuration.totalTimeout { try easy.set(CURLOPT_TIMEOUT_MS, total.timeout) }
    if let file = configuration.caFile {
      try easy.set(CURLOPT_CAINFO, file)
      try easy.set(CURLOPT_CAPATH, pointer: nil)
    }
    try setIdentity(configuration)
    for entry in configuration.connectTo { connectTo.append(entry.entry) }
    try easy.set(CURLOPT_CONNECT_TO, pointer: connectTo.pointer)
    let isReusing = framing.isRepeatable && !isFresh
    if multi.abandonStrayed() || !isReusing { try easy.set(CURLOPT_FRESH_CONNECT, 1) }
    if !framing.isRepeatable { try easy.set(CURLOPT_FORBID_REUSE, 1) }
    try setBody(framing)
    setFields()
    if framing.kind == .upgrade { fields.append("Transfer-Encoding:") }
    try easy.set(CURLOPT_HTTPHEADER, pointer: fields.pointer)
    try setFunctions()
  }

  /// An empty name keeps libcurl from looking into the environment.
  private func setProxy(_ proxy: CurlClient.UpstreamProxy?) throws(CurlError) {
    try easy.set(CURLOPT_PROXY, proxy?.url ?? "")
    try easy.set(CURLOPT_NOPROXY, "")
    // What the proxy answers to CONNECT is no answer to the request, and the request's fields are none of its business.
    try easy.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    try easy.set(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
    let isWhole = proxy?.takesWholeURLs ?? false && request.origin.scheme == "http"
    // RFC 9112 section 3.2.4: what is meant for the server as a whole has no path there.
    let target = isWhole && request.target.bytes == [UInt8(ascii: "*")] ? [] : request.target.bytes
    try easy.setBytes(CURLOPT_REQUEST_TARGET, (isWhole ? Array("\(request.origin)".utf8) : []) + target)
  }

  private func setIdentity(_ configuration: CurlClient.Configuration) throws(CurlError) {
    if configuration.insecureHosts.contains(request.origin.host) {
      try easy.set(CURLOPT_SSL_VERIFYPEER, 0)
      try easy.set(CURLOPT_SSL_VERIFYHOST, 0)
    }
    if let certificate = configuration.clientCertificate {
      try easy.set(CURLOPT_SSLCERT, certificate.file)
      try easy.set(CURLOPT_SSLKEY, certificate.keyFile)
    }
  }

  private func setBody(_ framing: RequestFraming) throws(CurlError) {
    switch framing.kind {
    case .head(let bytes):
      try easy.set(CURLOPT_NOBODY, 1)
      guard !bytes.isEmpty else { return }
      // After NOBODY, so that the method stays HEAD, and no response body is waited for, though one is sent.
      try easy.set(CURLOPT_POSTFIELDSIZE_LARGE, offset: bytes.count)
      try easy.setBytes(CURLOPT_COPYPOSTFIELDS, bytes)
      return
    case .none: try easy.set(CURLOPT_HTTPGET, 1)
    case .bytes(let bytes):
      try easy.set(CURLOPT_POSTFIELDSIZE_LARGE, offset: bytes.count)
      try easy.setBytes(CURLOPT_COPYPOSTFIELDS, bytes)
    case .upload(let length):
      try easy.set(CURLOPT_UPLOAD, 1)
      if let length { try easy.set(CURLOPT_INFILESIZE_LARGE, offset: length) }
    // As an upload without framing: what both sides send later is no body.
    case .upgrade: try easy.set(CURLOPT_UPLOAD, 1)
    }
    try easy.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
  }

  /// libcurl puts `Host` first and spells it so, unless it is told to leave it out: then it takes ours where it stands.
  private func setFields() {
    if request.headers.contains("host") { fields.append("Host:") }
    for field in request.headers {
      let isEmpty = field.value.isEmpty
      fields.append(field.nameBytes + (isEmpty ? [UInt8(ascii: ";")] : Array(": ".utf8)) + field.value)
    }
    for name in ["Accept", "Expect", "Content-Type"] where !request.headers.contains(name) { fields.append("\(name):") }
  }

  private func setFunctions() throws(CurlError) {
    let me = UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque())
    try easy.setFunction(CURLOPT_HEADERFUNCTION) { bytes, size, count, me in
      CurlTransfer.of(me)?.take(line: UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
    }
    try easy.set(CURLOPT_HEADERDATA, pointer: me)
    try easy.setFunction(CURLOPT_WRITEFUNCTION) { bytes, size, count, me in
      CurlTransfer.of(me)?.take(body: UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
    }
    try easy.set(CURLOPT_WRITEDATA, pointer: me)
    try easy.check(
      tapedeck_easy_set_prereq_function(easy.pointer) { me, _, _, _, _ in
        CurlTransfer.of(me)?.allowsSending() == true ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
      }, CURLOPT_PREREQFUNCTION)
    try easy.set(CURLOPT_PREREQDATA, pointer: me)
    if upload != nil {
      try easy.setFunction(CURLOPT_READFUNCTION) { bytes, size, count, me in
        CurlTransfer.of(me)?.give(UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
          ?? Int(CURL_READFUNC_ABORT)
      }
      try easy.set(CURLOPT_READDATA, pointer: me)
      try easy.check(
        tapedeck_easy_set_trailer_function(easy.pointer) { list, me in
          list?.pointee = CurlTransfer.of(me)?.trailers()
          return CURL_TRAILERFUNC_OK
        }, CURLOPT_TRAILERFUNCTION)
      try easy.set(CURLOPT_TRAILERDATA, pointer: me)
    }
    let multi = UnsafeRawPointer(Unmanaged.passUnretained(multi).toOpaque())
    try easy.check(
      tapedeck_easy_set_socket_functions(
        easy.pointer,
        { multi, _, address in
          guard let address = address?.pointee else { return CURL_SOCKET_BAD }
          let socket = makeSocket(address.family, address.socktype, address.protocol)
          if socket >= 0 { CurlMulti.of(multi)?.opening(socket) }
          return socket
        },
        { multi, socket in
          CurlMulti.of(multi)?.closing(socket)
          return close(socket)
        }), CURLOPT_OPENSOCKETFUNCTION)
    try easy.set(CURLOPT_OPENSOCKETDATA, pointer: multi)
    try easy.set(CURLOPT_CLOSESOCKETDATA, pointer: multi)
  }

  private static func of(_ pointer: UnsafeMutableRawPointer?) -> CurlTransfer? {
    pointer.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
  }
}

/// A socket that no child process inherits.
private func makeSocket(_ family: Int32, _ type: Int32, _ protocolNumber: Int32) -> Int32 {
  #if canImport(Glibc)
    return socket(family, type | Int32(SOCK_CLOEXEC.rawValue), protocolNumber)
  #else
    let descriptor = socket(family, type, protocolNumber)
    if descriptor >= 0 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    return descriptor
  #endif
}

extension Duration {
  /// At least 1 (0 means libcurl's default to it), at most some weeks.
  fileprivate var timeout: Int { Int(min(max(milliseconds(.up), 1), 2_000_000_000)) }
}
