/// What learning saw of one side of an exchange: replacing need not look at most of it again.
struct MessageGlance: Sendable {
  /// Of all segments.
  var path = Glance.open
  /// Of the header fields, by their indices.
  var fields: [FieldLook] = []
  /// How many secrets were known when none of them was found in what is stored of the fields; nil where that was not so.
  var clearFields: Int?
  /// Nil where the body is no JSON.
  var body: JSONGlance?
  /// How many secrets were known when none of them was found in the body, which stays; nil where that was not so.
  var clearBody: Int?
}

/// What learning saw of a header field.
struct FieldLook: Sendable {
  var glance: Glance
  /// What looking closely at its value found, where that was something.
  var found: [Redaction.Found]?
}
