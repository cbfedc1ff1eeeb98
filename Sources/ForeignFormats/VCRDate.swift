import Clocks

/// The times in cassettes of VCR's form.
enum VCRDate {
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// `Mon, 23 Nov 2026 17:46:04 GMT` (RFC 9110 section 5.6.7), or RFC 3339, which without a zone is UTC.
  static func instant(_ text: String) -> Instant? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", parts[0].hasSuffix(","), parts[1].utf8.count == 2,
      parts[3].utf8.count == 4, let month = months.firstIndex(of: String(parts[2]))
    else { return Instant(text) ?? Instant(text + "Z") }
    return Instant("\(parts[3])-\(month < 9 ? "0" : "")\(month + 1)-\(parts[1])T\(parts[4])Z")
  }
}
