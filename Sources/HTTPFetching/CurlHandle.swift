import CCurl
import Clocks
import HTTPModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An easy handle with the settings that hold for every transfer of one client: nothing that libcurl would add, follow,
/// decode or repeat on its own. Making one costs more than a request, so one that has served is used again; a transfer
/// sets all that is its own.
final class CurlHandle {
  let easy: CurlEasy
  /// Where libcurl writes what went wrong.
  let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
  /// The server of the last transfer, as it was set.
  var origin: Origin?
  /// The address of the local link that the transfer was not allowed to connect to.
  var refusedAddress: String?
  private unowned let multi: CurlMulti
  private let connectTo: CurlList
  /// The same as libcurl reads it, so that it need not read it for each transfer.
  private let url: OpaquePointer

  init(_ configuration: CurlClient.Configuration, _ multi: CurlMulti) throws(CurlError) {
    self.multi = multi
    easy = try CurlEasy()
    errorText.pointee = 0
    var list = CurlList()
    for entry in configuration.connectTo { list.append(entry.entry) }
    connectTo = list
    guard let url = curl_url() else { throw CurlError(code: CURLE_OUT_OF_MEMORY, option: "to start") }
    self.url = url
    try easy.set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
    try easy.set(CURLOPT_HTTP_TRANSFER_DECODING, 0)
    try easy.set(CURLOPT_HTTP_CONTENT_DECODING, 0)
    try easy.set(CURLOPT_NOSIGNAL, 1)
    try easy.set(CURLOPT_QUICK_EXIT, 1)
    try easy.set(CURLOPT_BUFFERSIZE, 128 << 10)
    try easy.set(CURLOPT_ERRORBUFFER, pointer: errorText)
    try easy.set(CURLOPT_CONNECTTIMEOUT_MS, configuration.connectTimeout.timeout)
    // What OpenSSL allows, its configuration of the machine may change.
    try easy.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    try easy.set(CURLOPT_PROXY_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    // An empty name keeps libcurl from looking into the environment.
    try easy.set(CURLOPT_PROXY, configuration.proxy?.url ?? "")
    try easy.set(CURLOPT_NOPROXY, "")
    // What the proxy answers to CONNECT is no answer to the request, and the request's fields are none of its business.
    try easy.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    try easy.set(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
    if let file = configuration.caFile {
      try easy.set(CURLOPT_CAINFO, file)
      try easy.set(CURLOPT_CAPATH, pointer: nil)
    } else if CurlHandle.hasSystemBundle {
      // With a folder as well libcurl reads all authorities anew for each connection.
      try easy.set(CURLOPT_CAPATH, pointer: nil)
    }
    if let certificate = configuration.clientCertificate {
      try easy.set(CURLOPT_SSLCERT, certificate.file)
      try easy.set(CURLOPT_SSLKEY, certificate.keyFile)
    }
    try easy.set(CURLOPT_CONNECT_TO, pointer: connectTo.pointer)
    try setSocketFunctions()
  }

  /// Whether the system's authorities are in one file.
  private static let hasSystemBundle: Bool = {
    guard let file = curl_version_info(CURLVERSION_SEVENTH)?.pointee.cainfo else { return false }
    return access(file, R_OK) == 0
  }()

  deinit {
    try? easy.set(CURLOPT_ERRORBUFFER, pointer: nil)
    try? easy.set(CURLOPT_CURLU, pointer: nil)
    curl_url_cleanup(url)
    errorText.deallocate()
  }

  /// Where the next request goes, which is mostly where the last went.
  func set(_ origin: Origin, _ configuration: CurlClient.Configuration) throws(CurlError) {
    if origin == self.origin { return }
    self.origin = nil
    let text = "\(origin)/"
    try easy.set(CURLOPT_URL, text)
    let isRead = curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK
    try easy.set(CURLOPT_CURLU, pointer: isRead ? UnsafeRawPointer(url) : nil)
    try easy.set(CURLOPT_PROTOCOLS_STR, origin.scheme)
    let isChecked = !configuration.insecureHosts.contains(origin.host)
    try easy.set(CURLOPT_SSL_VERIFYPEER, isChecked ? 1 : 0)
    try easy.set(CURLOPT_SSL_VERIFYHOST, isChecked ? 2 : 0)
    self.origin = origin
  }

  /// A connection is opened for one transfer, and closed when that one may be long gone.
  private func setSocketFunctions() throws(CurlError) {
    try easy.check(
      tapedeck_easy_set_socket_functions(
        easy.pointer,
        { me, _, address in
          guard let me, let address else { return CURL_SOCKET_BAD }
          return Unmanaged<CurlHandle>.fromOpaque(me).takeUnretainedValue().open(address)
        },
        { multi, socket in
          CurlMulti.of(multi)?.closing(socket)
          return close(socket)
        }), CURLOPT_OPENSOCKETFUNCTION)
    try easy.set(CURLOPT_OPENSOCKETDATA, pointer: Unmanaged.passUnretained(self).toOpaque())
    try easy.set(CURLOPT_CLOSESOCKETDATA, pointer: Unmanaged.passUnretained(multi).toOpaque())
  }

  private func open(_ pointer: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
    let place = UnsafeRawPointer(pointer) + (MemoryLayout<curl_sockaddr>.offset(of: \.addr) ?? 16)
    if let host = linkLocalAddress(place), multi.refuses(linkLocal: host) {
      refusedAddress = host
      return CURL_SOCKET_BAD
    }
    let address = pointer.pointee
    let socket = makeSocket(address.family, address.socktype, address.protocol)
    if socket >= 0 { multi.opening(socket) }
    return socket
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
  var timeout: Int { Int(min(max(milliseconds(.up), 1), 2_000_000_000)) }
}
