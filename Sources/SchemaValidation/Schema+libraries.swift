import CIDN2
import CPCRE2

extension Schema {
  /// `PCRE2 10.42` and `libidn2 2.3.3`, as linked at run time.
  public static var libraryVersions: [String] {
    var buffer = [UInt8](repeating: 0, count: 64)
    let count = pcre2_config_8(UInt32(PCRE2_CONFIG_VERSION), nil)
    var versions: [String] = []
    if count > 0, count <= buffer.count, pcre2_config_8(UInt32(PCRE2_CONFIG_VERSION), &buffer) > 0 {
      // "10.42 2022-12-11"
      versions.append("PCRE2 \(String(decoding: buffer.prefix { $0 != 0 && $0 != UInt8(ascii: " ") }, as: UTF8.self))")
    }
    if let version = idn2_check_version(nil) { versions.append("libidn2 \(String(cString: version))") }
    return versions
  }
}
