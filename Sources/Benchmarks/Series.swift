/// What was measured of one thing, a number a round.
struct Series {
  private(set) var values: [Double] = []

  mutating func add(_ value: Double) { values.append(value) }

  var median: Double { Series.median(values) }

  /// The median of what each round's number is to the other's of the same round: what disturbs a round disturbs both.
  func ratio(to other: Series) -> Double {
    Series.median(zip(values, other.values).map { $1 == 0 ? .nan : $0 / $1 })
  }

  /// `12.3 (11.9-12.8)`; `-` where nothing was measured.
  func text(digits: Int = 1) -> String {
    if values.isEmpty { return "-" }
    let low = values.min() ?? .nan, high = values.max() ?? .nan
    return "\(median.text(digits)) (\(low.text(digits))-\(high.text(digits)))"
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard let last = sorted.last else { return .nan }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1
      ? sorted[middle] : (sorted[middle - 1] + (sorted.count > 1 ? sorted[middle] : last)) / 2
  }
}

extension Double {
  func text(_ digits: Int) -> String {
    guard isFinite else { return "-" }
    let factor = (0..<digits).reduce(1.0) { factor, _ in factor * 10 }
    let scaled = Int64((self * factor).rounded())
    if digits == 0 { return String(scaled) }
    let fraction = String(abs(scaled) % Int64(factor))
    let sign = scaled < 0 ? "-" : ""
    return sign + "\(abs(scaled) / Int64(factor))." + String(repeating: "0", count: digits - fraction.count) + fraction
  }
}
