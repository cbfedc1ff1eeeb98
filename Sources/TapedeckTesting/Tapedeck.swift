/// The cassette of the test that runs.
public enum Tapedeck {
  /// Throws where the test has none. Detached tasks and threads of their own do not know which test they belong to: give
  /// them the value.
  public static var current: CassetteSession {
    get throws(TestProblem) {
      if let session { return session }
      throw TestProblem(
        "no cassette here: this is no test with a cassette, or a detached task of one",
        next: "@Test(.cassette(\"NAME\"))")
    }
  }

  @TaskLocal static var session: CassetteSession?
}
