import JSONModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the environment says of all tests.
struct TestSettings: Hashable, Sendable {
  /// `TAPEDECK_MODE`; without it `none` where `CI` is set, else `once`.
  var mode: CassetteMode
  /// Whether `CI` is set, to anything but nothing, `0` and `false`: then a cassette that is incomplete, or was edited
  /// since it was recorded, fails the test.
  var isStrict: Bool

  init(_ variable: (String) -> String?) throws(TestProblem) {
    isStrict = !["", "0", "false"].contains(variable("CI")?.lowercased() ?? "")
    guard let text = variable("TAPEDECK_MODE"), !text.isEmpty else {
      mode = isStrict ? .none : .once
      return
    }
    guard let mode = CassetteMode(rawValue: text) else {
      let words = CassetteMode.allCases.map(\.rawValue)
      let near = Suggestion.hint(Suggestion.closest(to: text, in: words))
      throw TestProblem(
        "TAPEDECK_MODE is '\(text)', not one of \(words.joined(separator: ", "))\(near)",
        next: "TAPEDECK_MODE=none swift test")
    }
    self.mode = mode
  }

  /// Of this process.
  static func standard() throws(TestProblem) -> TestSettings {
    try TestSettings { name in getenv(name).map { String(cString: $0) } }
  }
}
