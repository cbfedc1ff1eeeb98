extension Instant {
  /// `Mon, 23 Nov 2026 16:23:38 +0000`: the `Date` field of mails (RFC 5322, section 3.3).
  public var mailDate: String {
    let (seconds, _) = millisecondsSince1970.floored(by: 1000)
    let time = CivilTime(secondsSince1970: seconds)
    let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let day = days[Int(seconds.floored(by: 86_400).0.floored(by: 7).1)], month = months[Int(time.month - 1)]
    return
      "\(day), \(two(time.day)) \(month) \(time.year) \(two(time.hour)):\(two(time.minute)):\(two(time.second)) +0000"
  }
}
