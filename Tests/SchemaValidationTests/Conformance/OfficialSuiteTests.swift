import JSONModel
import TestSupport
import Testing

@testable import SchemaValidation

@Suite(.enabled(if: SharedFiles.available)) struct OfficialSuiteTests {
  /// Cases that are known to fail, as `folder/file: group: case`.
  static let knownFailures: Set<String> = []

  @Test(.timeLimit(.minutes(5)), arguments: OfficialSuite.all)
  func `every case of the official suite is decided as it says`(suite: OfficialSuite) throws {
    let registry = try suite.registry()
    var failed: Set<String> = []
    for (folder, count) in suite.counts.sorted(by: { $0.key < $1.key }) {
      var ran = 0, wrong = 0
      for group in try suite.groups(in: folder) {
        let schema = try Schema.compile(
          group.schema, in: registry, dialect: suite.dialect, options: group.options)
        for test in group.tests {
          let data = try #require(test["data"])
          let expected = try #require(test["valid"]).bool == true
          ran += 1
          // The two programs must agree, and what is explained must be there exactly where something is wrong.
          let (recorder, stop) = schema.record(data, annotations: true)
          let verdicts = [
            schema.isValid(data), recorder.failures.isEmpty && stop == nil, schema.check(data).isEmpty,
            schema.output(.basic, of: data)["valid"] == true,
          ]
          // What is valid is passed over; it must not matter.
          let whole = schema.violations(of: data, schema.trace(data, Recording.self), nil, 1_000)
          #expect(expected || schema.check(data) == whole, "\(group.name)")
          if verdicts.contains(!expected) {
            wrong += 1
            failed.insert("\(suite.folder)/\(group.file): \(group.name): \(test["description"]?.string ?? "")")
          }
        }
      }
      #expect(ran == count, "\(suite.folder) \(folder)")
      print("\(suite.folder), \(folder): \(ran - wrong) of \(ran)")
    }
    #expect(failed == Self.knownFailures.filter { $0.hasPrefix(suite.folder + "/") })
  }
}
