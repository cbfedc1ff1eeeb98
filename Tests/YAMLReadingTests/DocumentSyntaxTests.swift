import Testing
import YAMLReading

struct DocumentSyntaxTests {
  @Test(arguments: [
    ("{}", DocumentSyntax.json), (" \n\t[1]", .json), ("\u{feff}{", .json), ("", .yaml), ("--- {}", .yaml),
    ("a: {}", .yaml),
    ("\"a\"", .yaml), ("# {\n", .yaml), ("12", .yaml),
  ])
  func `what begins with a brace or bracket is JSON`(text: String, syntax: DocumentSyntax) {
    #expect(DocumentSyntax(of: Array(text.utf8)) == syntax)
  }
}
