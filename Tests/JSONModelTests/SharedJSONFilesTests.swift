import JSONModel
import TestSupport
import Testing

@Suite(.enabled(if: SharedFiles.available))
struct SharedJSONFilesTests {
  @Test
  func `every JSON file of the shared folder parses and comes back in its own style or stays text`() throws {
    let paths = try SharedFiles.paths(endingIn: [".json", ".har"]).filter { !$0.hasPrefix("recordings/foreign/") }
    #expect(paths.count == 874)
    var styled = 0
    for path in paths {
      let document = try JSONDocument(parsing: try SharedFiles.bytes(path))
      #expect(document.root.value == (try JSONValue(parsing: document.root.value.text())), "\(path)")
      if let style = JSONStyle.detect(in: document) {
        styled += 1
        #expect(document.root.value.bytes(style) == document.bytes, "\(path)")
        #expect(JSONStyle(named: style.name) == style)
      }
    }
    #expect(styled == 478)
  }
}
