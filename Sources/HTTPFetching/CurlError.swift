import CCurl

/// libcurl refused a setting.
struct CurlError: Error {
  let code: CURLcode
  let option: String

  var text: String { "libcurl refused \(option): \(String(cString: curl_easy_strerror(code)))" }
}
