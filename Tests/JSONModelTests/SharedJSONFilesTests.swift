import JSONModel
import TestSupport
import Testing

@Suite(.enabled(if: SharedFiles.available))
struct SharedJSONFilesTests {
  /// How many JSON files a folder of `../shared` has, and how many of them are in a style of ours. Folders that grow are
  /// not here.
  static let folders = [
    ("apis/examples", 230, 230), ("bench/schema", 8, 8), ("cdk", 2, 2), ("conformance/asl", 6, 0),
    ("conformance/json-schema", 539, 151), ("drift/paddle", 44, 44), ("recordings/keygen", 42, 42),
  ]

  @Test(arguments: folders)
  func `every JSON file parses and comes back in its own style or stays text`(
    folder: String, files: Int, inStyle: Int
  ) throws {
    let paths = try SharedFiles.paths(endingIn: [".json", ".har"]).filter { $0.hasPrefix(folder + "/") }
    #expect(paths.count == files)
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
    #expect(styled == inStyle)
  }
}
