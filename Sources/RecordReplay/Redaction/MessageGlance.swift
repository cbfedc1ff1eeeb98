/// What learning saw of one side of an exchange: replacing need not look at most of it again.
struct MessageGlance: Sendable {
  /// Of all segments.
  var path = Glance.open
  /// Of the header fields, by their indices.
  var fields: [Glance] = []
  /// By a field's index, what looking closely at its value found.
  var found: [Int: [Redaction.Found]] = [:]
  /// Nil where the body is no JSON.
  var body: JSONGlance?
  /// How many secrets were known when none of them was found in the body, which stays; nil where that was not so.
  var clearBody: Int?
}
