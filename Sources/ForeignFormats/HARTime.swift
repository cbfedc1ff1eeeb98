import Clocks
import JSONModel

/// Times in HAR files. No replay needs them, so one that cannot be read costs nothing but itself.
enum HARTime {
  static func duration(_ place: JSONCursor?, _ losses: inout Losses) -> Duration? {
    guard let place, !place.isNull else { return nil }
    guard let milliseconds = place.number?.double, milliseconds.isFinite, milliseconds < 1e12 else {
      losses.lost.append("how long it took: \"time\" is not a number of milliseconds")
      return nil
    }
    // -1 is "does not apply".
    if milliseconds < 0 { return nil }
    return .nanoseconds(Int64((milliseconds * 1000).rounded()) * 1000)
  }

  static func instant(_ place: JSONCursor?, _ losses: inout Losses) -> Instant? {
    guard let place, !place.isNull else { return nil }
    if let text = place.string, let instant = Instant(text) ?? Instant(extended(text)) { return instant }
    losses.lost.append("when it was sent: \"startedDateTime\" is not a date-time")
    return nil
  }

  /// ISO 8601's other forms of an offset, `+0000` as Java writes it and `+00`, as RFC 3339 has it.
  private static func extended(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.count > 19, let sign = bytes[19...].lastIndex(where: { $0 == 43 || $0 == 45 }) else { return text }
    let digits = bytes[(sign + 1)...]
    guard digits.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return text }
    switch digits.count {
    case 2: return text + ":00"
    case 4: return String(decoding: bytes.dropLast(2) + [58] + bytes.suffix(2), as: UTF8.self)
    default: return text
    }
  }
}
