public import JSONModel

/// Why something is no baseline of findings.
public struct FindingBaselineError: Error, Hashable, Sendable {
  /// Where it is, what is wrong and what to do about it. It quotes nothing but names and dates.
  public let report: PlaceReport

  init(_ message: String, at place: SourcePlace? = nil, next: String) {
    report = PlaceReport(message, at: place, next: next)
  }
}
