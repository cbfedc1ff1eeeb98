import JSONModel
import SchemaValidation
import TestSupport

/// JSON Schema's official suite in ../shared/conformance/json-schema.
struct OfficialSuite: Sendable, CustomStringConvertible {
  let folder: String
  let dialect: SchemaDialect
  /// Cases by folder; a suite that grew must be looked at.
  let counts: [String: Int]

  var description: String { folder }

  static let all = [
    OfficialSuite(
      folder: "draft4", dialect: .draft4, counts: ["required": 618, "optional": 100, "optional/format": 219]),
    OfficialSuite(
      folder: "draft6", dialect: .draft6, counts: ["required": 839, "optional": 106, "optional/format": 325]),
    OfficialSuite(
      folder: "draft7", dialect: .draft7, counts: ["required": 927, "optional": 118, "optional/format": 676]),
    OfficialSuite(
      folder: "draft2019-09", dialect: .draft2019,
      counts: ["required": 1_259, "optional": 158, "optional/format": 757]),
    OfficialSuite(
      folder: "draft2020-12", dialect: .draft2020,
      counts: ["required": 1_299, "optional": 162, "optional/format": 764]),
  ]

  struct Group {
    let file: String, name: String
    let schema: JSONDocument
    let options: SchemaOptions
    let tests: [JSONCursor]
  }

  static let root = SharedFiles.folder + "/conformance/json-schema"

  static func document(_ path: String) throws -> JSONDocument {
    try JSONDocument(parsing: try SharedFiles.contents("\(root)/\(path)"), from: SourceText(path))
  }

  /// A value of a file, as a document of its own.
  static func document(_ cursor: JSONCursor) throws -> JSONDocument {
    try JSONDocument(parsing: Array(cursor.sourceBytes))
  }

  /// The documents that the suite's schemas refer to.
  func registry() throws -> SchemaRegistry {
    var registry = SchemaRegistry()
    for path in try SharedFiles.files(under: OfficialSuite.root + "/remotes", endingIn: [".json"]) {
      if path.hasPrefix("draft3/") || path.hasPrefix("v1/") { continue }
      let owner = OfficialSuite.all.first { path.hasPrefix($0.folder + "/") }
      try registry.add(
        OfficialSuite.document("remotes/" + path), uri: "http://localhost:1234/" + path,
        dialect: owner?.dialect ?? dialect)
    }
    return registry
  }

  /// Of one of the folders that `counts` names.
  func groups(in name: String) throws -> [Group] {
    let folder = name == "required" ? "tests/\(self.folder)" : "tests/\(self.folder)/\(name)"
    let files = try SharedFiles.files(under: "\(OfficialSuite.root)/\(folder)", endingIn: [".json"])
    return try files.filter { !$0.contains("/") }.flatMap { file in
      var options = SchemaOptions()
      if name == "optional/format" { options.formats = .checked }
      options.checksContent = name == "optional" && file == "content.json"
      return try OfficialSuite.document("\(folder)/\(file)").root.elements.map { group in
        Group(
          file: file, name: group["description"]?.string ?? "",
          schema: try OfficialSuite.document(group["schema"] ?? group), options: options,
          tests: group["tests"].map { Array($0.elements) } ?? [])
      }
    }
  }
}
