import CCurl

extension CurlClient {
  /// `libcurl 7.88.1`, as linked at run time.
  public static var libraryVersions: [String] {
    guard let info = curl_version_info(CURLVERSION_FIRST), let version = info.pointee.version else { return [] }
    return ["libcurl \(String(cString: version))"]
  }
}
