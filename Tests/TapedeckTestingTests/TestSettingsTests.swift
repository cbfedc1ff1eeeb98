import Testing

@testable import TapedeckTesting

/// What the environment says.
struct TestSettingsTests {
  private static func settings(_ variables: [String: String]) throws -> TestSettings {
    try TestSettings { variables[$0] }
  }

  @Test(arguments: [
    ([:], CassetteMode.once, false), (["CI": "true"], .none, true), (["CI": "1"], .none, true),
    (["CI": ""], .once, false), (["CI": "0"], .once, false), (["CI": "False"], .once, false),
    (["TAPEDECK_MODE": "none"], .none, false), (["TAPEDECK_MODE": ""], .once, false),
    (["TAPEDECK_MODE": "new_episodes"], .newEpisodes, false), (["TAPEDECK_MODE": "all"], .all, false),
    (["TAPEDECK_MODE": "once", "CI": "true"], .once, true),
  ])
  func `CI replays strictly, a developer records what is not there yet, and TAPEDECK_MODE says otherwise`(
    variables: [String: String], mode: CassetteMode, isStrict: Bool
  ) throws {
    let settings = try Self.settings(variables)
    #expect(settings.mode == mode)
    #expect(settings.isStrict == isStrict)
  }

  @Test(arguments: [
    ("nones", "TAPEDECK_MODE is 'nones', not one of none, once, new_episodes, all; did you mean none?"),
    ("al", "did you mean all?"),
  ])
  func `a mode that there is not is a problem with the next command`(mode: String, text: String) {
    let problem = #expect(throws: TestProblem.self) { try Self.settings(["TAPEDECK_MODE": mode]) }
    #expect(problem?.description.contains(text) ?? false, "\(problem?.description ?? "")")
    #expect(problem?.description.contains("\n  next: ") ?? false)
  }
}
