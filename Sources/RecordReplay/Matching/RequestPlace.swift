/// Where a request may differ from the recorded one.
enum RequestPlace: Hashable, Sendable {
  /// A segment of the path behind the API's base path; what stands before its first slash is 0.
  case path(Int)
  /// An item of the query by its number among those of its name; nil stands for all of these.
  case query([UInt8], Int?)
  /// By its lower-case name.
  case header(String)
  /// As in a query.
  case form([UInt8], Int?)
  case json([JSONToken])
  /// All of a body.
  case body
}
