import JSONModel
import SchemaValidation

/// A schema of a contract, and what is known of its values, wherever it is used.
struct SchemaPlace {
  let schema: JSONCursor
  var evidence: SchemaEvidence
  let use: SchemaUse
  /// Members that this schema or one beside it describes.
  var described: Set<String>
  /// Whether members that nobody describes are added here.
  var addsMembers: Bool
  var hasRequests: Bool, hasResponses: Bool

  mutating func add(_ other: SchemaPlace) {
    evidence.merge(other.evidence)
    described.formUnion(other.described)
    addsMembers = addsMembers && other.addsMembers
    hasRequests = hasRequests || other.hasRequests
    hasResponses = hasResponses || other.hasResponses
  }
}

/// How a schema is come to.
struct SchemaUse {
  /// Of the member or parameter; empty for a body.
  var name: String
  /// The values are texts that may stand for numbers.
  var isText = false
  /// The values are the users' own.
  var hidesValues = false
  var isRequest = false
  /// A schema beside it gets the members that nobody describes.
  var addsNoMembers = false
  /// Schemas for the same value that were gone through on the way.
  var hops = 0

  func inside(_ name: String) -> SchemaUse {
    let hides = hidesValues || InferredSchema.hidesValues(inside: self.name)
    return SchemaUse(name: name, isText: isText, hidesValues: hides, isRequest: isRequest)
  }
}
