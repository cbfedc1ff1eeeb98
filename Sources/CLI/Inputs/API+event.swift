import JSONModel
import RecordReplay

extension API {
  /// The type of the event that a webhook's body tells of, where the profile says; nil where it doesn't, or the body has none.
  func event(of body: [UInt8]) -> String? {
    guard let pointer = profile?.eventType else { return nil }
    return (try? JSONDocument(parsing: body))?.root.resolve(pointer)?.string
  }
}
