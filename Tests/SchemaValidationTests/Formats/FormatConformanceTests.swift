import JSONModel
import SchemaValidation
import TestSupport
import Testing

/// The official suite's folder `optional/format` of each draft.
@Suite(.enabled(if: SharedFiles.available))
struct FormatConformanceTests {
  struct Draft: CustomStringConvertible {
    let folder: String, vocabulary: FormatVocabulary
    /// Cases in the folder; a suite that grew must be looked at.
    let count: Int

    var description: String { folder }
  }

  static let drafts = [
    Draft(folder: "draft3", vocabulary: .draft3, count: 100), Draft(folder: "draft4", vocabulary: .draft4, count: 219),
    Draft(folder: "draft6", vocabulary: .draft6, count: 325), Draft(folder: "draft7", vocabulary: .draft7, count: 676),
    Draft(folder: "draft2019-09", vocabulary: .draft201909, count: 757),
    Draft(folder: "draft2020-12", vocabulary: .draft202012, count: 764),
  ]

  @Test(arguments: drafts)
  func `every case of the official suite is decided as it says`(draft: Draft) throws {
    let folder = SharedFiles.folder + "/conformance/json-schema/tests/\(draft.folder)/optional/format"
    var count = 0
    var wrong: [String] = []
    for file in try SharedFiles.files(under: folder, endingIn: [".json"]) {
      for group in try JSONValue(parsing: try SharedFiles.contents("\(folder)/\(file)")).array ?? [] {
        let name = try #require(group["schema"]?["format"]?.text)
        let format = Format(name, in: draft.vocabulary)
        if format == nil { #expect(name == "unknown") }
        for test in group["tests"]?.array ?? [] {
          let expected = test["valid"] == true
          let data = try #require(test["data"])
          count += 1
          if (data.text.map { format?.accepts($0) ?? true } ?? true) != expected {
            wrong.append("\(file): \(test["description"]?.text ?? ""): \(data)")
          }
        }
      }
    }
    #expect(wrong == [])
    #expect(count == draft.count)
    print("\(draft.folder)/optional/format: \(count - wrong.count) of \(count)")
  }
}
