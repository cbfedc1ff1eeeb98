import Clocks

/// Small pieces of text that several reports share.
enum Text {
  /// `86 ms`, `1.5 s`, `2 h 3 min`: what a person reads at a glance.
  static func duration(_ duration: Duration) -> String {
    let count = duration.milliseconds(.down)
    return switch count {
    case ..<1000: "\(count) ms"
    case ..<60_000:
      count % 1000 == 0 ? "\(count / 1000) s" : "\(count / 1000).\(String(count % 1000 + 1000).dropFirst().prefix(1)) s"
    case ..<3_600_000: "\(count / 60_000) min \(count % 60_000 / 1000) s"
    case ..<86_400_000: "\(count / 3_600_000) h \(count % 3_600_000 / 60_000) min"
    default: "\(count / 86_400_000) d \(count % 86_400_000 / 3_600_000) h"
    }
  }

  /// Every line with `indent` before it; before empty ones only where `keepingEmpty` says so.
  static func indented(_ text: String, by indent: String, keepingEmpty: Bool = false) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty && !keepingEmpty ? "" : indent + $0 }
      .joined(separator: "\n")
  }
}
