import CCurl

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The owner of an easy handle.
struct CurlEasy: ~Copyable {
  let pointer: UnsafeMutableRawPointer

  /// libcurl is made ready for the process on first use, once. It would write the keys of all connections into a file
  /// that the environment names; what else reads that variable finds it as it was.
  private static let isReady: Bool = {
    let name = "SSLKEYLOGFILE"
    let keyLog = getenv(name).map { String(cString: $0) }
    unsetenv(name)
    defer { if let keyLog { setenv(name, keyLog, 1) } }
    return curl_global_init(Int(CURL_GLOBAL_SSL | CURL_GLOBAL_WIN32)) == CURLE_OK
  }()

  init() throws(CurlError) {
    guard CurlEasy.isReady, let pointer = curl_easy_init() else {
      throw CurlError(code: CURLE_FAILED_INIT, option: "to start")
    }
    self.pointer = pointer
  }

  deinit { curl_easy_cleanup(pointer) }

  static func prepare() { _ = isReady }

  borrowing func set(_ option: CURLoption, _ value: Int) throws(CurlError) {
    try check(tapedeck_easy_set_long(pointer, option, value), option)
  }

  borrowing func set(_ option: CURLoption, offset value: Int) throws(CurlError) {
    try check(tapedeck_easy_set_offset(pointer, option, curl_off_t(value)), option)
  }

  /// libcurl keeps a copy.
  borrowing func set(_ option: CURLoption, _ value: String) throws(CurlError) {
    try check(value.withCString { tapedeck_easy_set_pointer(pointer, option, $0) }, option)
  }

  /// libcurl keeps a copy.
  borrowing func setBytes(_ option: CURLoption, _ value: [UInt8]) throws(CurlError) {
    try check((value + [0]).withUnsafeBytes { tapedeck_easy_set_pointer(pointer, option, $0.baseAddress) }, option)
  }

  borrowing func setFunction(_ option: CURLoption, _ function: curl_write_callback) throws(CurlError) {
    try check(tapedeck_easy_set_bytes_function(pointer, option, function), option)
  }

  /// What `value` points to must outlive the transfer.
  borrowing func set(_ option: CURLoption, pointer value: UnsafeRawPointer?) throws(CurlError) {
    try check(tapedeck_easy_set_pointer(pointer, option, value), option)
  }

  borrowing func check(_ code: CURLcode, _ option: CURLoption) throws(CurlError) {
    if code != CURLE_OK {
      let name = curl_easy_option_by_id(option).map { String(cString: $0.pointee.name) }
      throw CurlError(code: code, option: name ?? "option \(option.rawValue)")
    }
  }

  borrowing func number(_ info: CURLINFO) -> Int {
    var value = 0
    tapedeck_easy_get_long(pointer, info, &value)
    return value
  }

  borrowing func offset(_ info: CURLINFO) -> Int {
    var value: curl_off_t = 0
    tapedeck_easy_get_offset(pointer, info, &value)
    return Int(value)
  }

  /// A time that libcurl gives in microseconds since the start.
  borrowing func time(_ info: CURLINFO) -> Duration? {
    let value = offset(info)
    return value > 0 ? .microseconds(value) : nil
  }
}

/// The owner of a list of strings.
struct CurlList: ~Copyable {
  private(set) var pointer: UnsafeMutablePointer<curl_slist>?

  init() {}

  deinit { curl_slist_free_all(pointer) }

  mutating func append(_ bytes: [UInt8]) {
    let longer = (bytes + [0]).withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { curl_slist_append(pointer, $0.baseAddress) }
    }
    if let longer { pointer = longer }
  }

  mutating func append(_ text: String) { append(Array(text.utf8)) }

  /// Gives the list to libcurl, which frees it.
  mutating func release() -> UnsafeMutablePointer<curl_slist>? {
    defer { pointer = nil }
    return pointer
  }
}
