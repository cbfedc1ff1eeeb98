import JSONModel

@testable import SchemaValidation

extension Schema {
  /// The root of the document that the first schema is in.
  var sourceForTests: JSONCursor {
    let entry = traced.program.blocks[Int(traced.program.entry)].place
    return index.documents[Int(traced.program.places[Int(entry)].document)].root
  }
}
