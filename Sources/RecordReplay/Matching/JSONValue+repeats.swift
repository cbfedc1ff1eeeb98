import HTTPModel
import JSONModel

extension JSONValue {
  /// Objects that have a name several times, and other values for it than another object of the same meaning: all values
  /// are compared, though the last one counts.
  func repeats(against received: JSONValue) -> [Mismatch] {
    var list: [Mismatch] = []
    collectRepeats(received, [], &list)
    return list
  }

  private func collectRepeats(_ other: JSONValue, _ way: [String], _ list: inout [Mismatch]) {
    if list.count >= RequestFacts.maxMismatches { return }
    switch (self, other) {
    case (.array(let mine), .array(let theirs)):
      for (index, pair) in zip(mine, theirs).enumerated() {
        pair.0.collectRepeats(pair.1, way + [String(index)], &list)
      }
    case (.object(let mine), .object(let theirs)):
      let others = Dictionary(grouping: theirs, by: \.key)
      for (key, members) in Dictionary(grouping: mine, by: \.key).sorted(by: { $0.key.text < $1.key.text }) {
        let values = members.map(\.value), received = (others[key] ?? []).map(\.value)
        if values.count == 1, received.count == 1 {
          values[0].collectRepeats(received[0], way + [key.text], &list)
        } else if values != received {
          let pointer = JSONPointer(tokens: way + [key.text])
          list.append(
            Mismatch(
              pointer: RequestFacts.shown("/body/json\(pointer)", limit: 1000), recorded: JSONValue.listed(values),
              received: JSONValue.listed(received)))
        }
      }
    default: break
    }
  }

  private static func listed(_ values: [JSONValue]) -> String? {
    values.isEmpty ? nil : values.prefix(5).map { RequestFacts.shown($0.bytes()) }.joined(separator: ", then ")
  }
}
