import HTTPModel

extension SigV4 {
  /// Fields that change on the way, or that clients add late (botocore leaves out the same).
  private static let unsigned = [
    "authorization", "connection", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer",
    "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id",
  ]

  /// Lower-case names in order, each with its values joined; `host` is always there.
  func canonicalHeaders(of request: Request, adding added: HeaderFields) -> [(name: String, value: String)] {
    var values: [String: [String]] = [:]
    for field in request.headers where !added.contains(field.name) {
      values[field.name.lowercased(), default: []].append(SigV4.trimmed(field.value))
    }
    for field in added { values[field.name.lowercased(), default: []].append(SigV4.trimmed(field.value)) }
    if values["host"] == nil { values["host"] = [request.origin.authority] }
    for name in SigV4.unsigned { values[name] = nil }
    return values.map { ($0.key, $0.value.joined(separator: ",")) }.sorted { SigV4.isBefore($0.0, $1.0) }
  }

  /// Dot segments and doubled slashes are taken out, then every byte but unreserved ones and slashes is encoded.
  func canonicalPath(_ target: Target) -> String {
    let path = target.path
    guard encodesPathTwice else { return String(decoding: path, as: UTF8.self) }
    let slash = UInt8(ascii: "/")
    var segments: [String] = []
    for segment in path.split(separator: slash) {
      switch segment {
      case [UInt8(ascii: ".")]: break
      case [UInt8(ascii: "."), UInt8(ascii: ".")]: _ = segments.popLast()
      default: segments.append(PercentEncoding.encoded(segment))
      }
    }
    return "/" + segments.joined(separator: "/") + (path.last == slash && !segments.isEmpty ? "/" : "")
  }

  /// Sorted by name and value, each encoded in the one way that AWS encodes them.
  func canonicalQuery(_ target: Target) -> String {
    let items = target.queryItems.map { item in
      (
        PercentEncoding.encoded(PercentEncoding.decoded(item.name)),
        PercentEncoding.encoded(PercentEncoding.decoded(item.value ?? []))
      )
    }
    let sorted = items.sorted { $0.0 == $1.0 ? SigV4.isBefore($0.1, $1.1) : SigV4.isBefore($0.0, $1.0) }
    return sorted.map { "\($0)=\($1)" }.joined(separator: "&")
  }

  /// Blanks at the ends go, several in a row become one space.
  private static func trimmed(_ value: [UInt8]) -> String {
    let words = value.split { $0 == 32 || (9...13).contains($0) }
    return String(decoding: Array(words.joined(separator: [32])), as: UTF8.self)
  }

  private static func isBefore(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  /// `20261122T090000Z`
  static func timestamp(_ milliseconds: Int64) -> String {
    let seconds = Int((Double(milliseconds) / 1000).rounded(.down))
    let day = (seconds - (seconds % 86_400 + 86_400) % 86_400) / 86_400
    let second = seconds - day * 86_400
    let (year, month, date) = civil(day)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    let yearText = String(repeating: "0", count: max(0, 4 - String(year).utf8.count)) + String(year)
    return yearText + two(month) + two(date) + "T" + two(second / 3600) + two(second / 60 % 60) + two(second % 60) + "Z"
  }

  /// The Gregorian date of a day counted from 1970-01-01. Years are counted from March, so that the leap day is the last.
  private static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
    let daysFromYear0 = day + 719_468
    let era = (daysFromYear0 >= 0 ? daysFromYear0 : daysFromYear0 - 146_096) / 146_097
    let dayOfEra = daysFromYear0 - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    )
  }
}
