// With the static standard library there is no Swift Testing to import.
#if canImport(Testing)
  public import Testing

  /// Gives each test a session of its own with a cassette. Of a suite's and a test's the test's counts.
  public struct CassetteTrait: TestTrait, SuiteTrait, TestScoping {
    let use: CassetteUse
    let sourceLocation: SourceLocation
    /// Nil takes the environment's.
    var settings: TestSettings?

    public var isRecursive: Bool { true }

    public func scopeProvider(for test: Test, testCase: Test.Case?) -> CassetteTrait? {
      if testCase == nil { return nil }
      let last = test.traits.compactMap { $0 as? CassetteTrait }.last
      return last.map { $0.sourceLocation == sourceLocation } ?? true ? self : nil
    }

    @concurrent public func provideScope(
      for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
      let take: CassetteTake
      do throws(TestProblem) {
        take = try await begin()
      } catch {
        // An error that is thrown here would be shown without its place.
        Issue.record("\(error.description)", sourceLocation: sourceLocation)
        return
      }
      let result: Result<Void, any Error>
      do {
        try await Tapedeck.$session.withValue(take.session) { try await function() }
        result = .success(())
      } catch {
        result = .failure(error)
      }
      let hasThrown = if case .failure = result { true } else { false }
      for finding in await take.end(hasThrown: hasThrown) { record(finding) }
      try result.get()
    }

    private func begin() async throws(TestProblem) -> CassetteTake {
      let settings = if let settings { settings } else { try TestSettings.standard() }
      let server = await TestServer.running.value
      return try await use.begin(settings, on: server.get())
    }

    private func record(_ finding: CassetteTake.Finding) {
      #if compiler(>=6.3)
        Issue.record(
          "\(finding.text)", severity: finding.isFailure ? .error : .warning, sourceLocation: sourceLocation)
      #else
        if finding.isFailure { Issue.record("\(finding.text)", sourceLocation: sourceLocation) }
      #endif
    }
  }

  extension Trait where Self == CassetteTrait {
    /// A session of the cassette `name`, which is looked for under `Cassettes` of the folders above the test's file, or is
    /// a path; `Tapedeck.current` tells the test where it is served.
    ///
    /// A request that was never recorded fails the test with a report of what differs, and so does an interaction that
    /// the test did not ask for, unless `unused` says otherwise. The environment's `TAPEDECK_MODE` says whether something is
    /// recorded: see `CassetteMode`; without it nothing is where `CI` is set, else a cassette that is not there yet.
    ///
    /// - Parameters:
    ///   - apis: URLs of APIs that have no profile under `Schemas`, by name, for a recording.
    ///   - faults: what goes wrong on purpose in replay, as `tapedeck replay --fault` takes it: `keygen:reset@120`.
    ///   - upstream: how the real servers are reached when something is recorded.
    public static func cassette(
      _ name: String, apis: [String: String] = [:], unused: UnusedInteractions = .fail, faults: [String] = [],
      upstream: Upstream = Upstream(), fileID: String = #fileID, filePath: String = #filePath, line: Int = #line,
      column: Int = #column
    ) -> CassetteTrait {
      CassetteTrait(
        use: CassetteUse(
          cassette: name, apis: apis, unused: unused, faults: faults, upstream: upstream, file: filePath),
        sourceLocation: SourceLocation(fileID: fileID, filePath: filePath, line: line, column: column))
    }
  }
#endif
