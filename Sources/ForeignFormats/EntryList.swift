import Clocks
import JSONModel

/// The entries of a file as they are read: one that is bad costs itself and no other.
struct EntryList {
  private var entries: [ForeignExchange] = []
  private(set) var refused: [ForeignRecording.Refusal] = []

  /// Reads each element of a list.
  init(_ list: JSONCursor, read: (_ number: Int, _ place: JSONCursor) throws(RecordingError) -> ForeignExchange) {
    entries.reserveCapacity(list.count)
    for (index, place) in list.elements.enumerated() {
      do throws(RecordingError) {
        entries.append(try read(index + 1, place))
      } catch {
        let request = place["request"]
        refused.append(
          ForeignRecording.Refusal(
            number: index + 1, reason: error.reason, place: error.place,
            url: (request?["url"] ?? request?["uri"])?.string.flatMap(ForeignURL.meant)))
      }
    }
  }

  /// A request that is sent several times gets the answers in the order in which they came, and a file need not be in
  /// order. One without a time comes behind the one before it.
  var inOrderOfTime: [ForeignExchange] {
    var last: Instant?
    let times = entries.map { entry in
      last = entry.at ?? last
      return last
    }
    let order = entries.indices.sorted { left, right in
      guard let one = times[left], let other = times[right], one != other else {
        return (times[left] == nil) == (times[right] == nil) ? left < right : times[left] == nil
      }
      return one < other
    }
    return order.map { entries[$0] }
  }
}
