import JSONModel
import SchemaValidation
import TestSupport
import Testing

/// The suite's folder `output-tests`: our own engine checks what it printed.
@Suite(.enabled(if: SharedFiles.available)) struct OutputSuiteTests {
  @Test(arguments: zip(["draft2019-09", "draft2020-12"], [SchemaDialect.draft2019, .draft2020]))
  func `the standard's output has the form that the suite's schemas want`(
    folder: String, dialect: SchemaDialect
  ) throws {
    var registry = SchemaRegistry()
    let form = try OfficialSuite.document("output-tests/\(folder)/output-schema.json")
    try registry.add(form, uri: "https://json-schema.org/draft/\(folder.dropFirst(5))/output/schema", dialect: dialect)
    let general = try Schema.compile(form, dialect: dialect)
    var count = 0
    let content = "\(OfficialSuite.root)/output-tests/\(folder)/content"
    for file in try SharedFiles.files(under: content, endingIn: [".json"]) {
      for group in try OfficialSuite.document("output-tests/\(folder)/content/\(file)").root.elements {
        let schema = try Schema.compile(OfficialSuite.document(try #require(group["schema"])), dialect: dialect)
        for test in try #require(group["tests"]).elements {
          let data = try #require(test["data"])
          for expected in try #require(test["output"]).members {
            let output = schema.output(expected.key.text == "basic" ? .basic : .detailed, of: data)
            let document = try JSONDocument(parsing: output.bytes())
            let wanted = try Schema.compile(
              OfficialSuite.document(expected.value), in: registry, dialect: dialect)
            #expect(wanted.check(document.root) == [], "\(file): \(output)")
            #expect(general.check(document.root) == [], "\(output)")
            count += 1
          }
        }
      }
    }
    #expect(count == 4)
  }
}
