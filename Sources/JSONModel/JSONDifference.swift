/// One place where two values differ.
public struct JSONDifference: Hashable, Sendable, CustomStringConvertible {
  public enum Change: String, Hashable, Sendable { case added, removed, changed }

  /// Where: into the new value for what was added or changed, into the old one for what was removed.
  public let pointer: JSONPointer
  /// Nil where it was added.
  public let old: JSONValue?
  /// Nil where it was removed.
  public let new: JSONValue?

  public init(pointer: JSONPointer, old: JSONValue?, new: JSONValue?) {
    self.pointer = pointer
    self.old = old
    self.new = new
  }

  public var change: Change { old == nil ? .added : new == nil ? .removed : .changed }

  public var description: String {
    let place = pointer.tokens.isEmpty ? "the whole value" : pointer.description
    return switch change {
    case .added: "\(place): added \(new?.text() ?? "")"
    case .removed: "\(place): removed \(old?.text() ?? "")"
    case .changed: "\(place): \(old?.text() ?? "") became \(new?.text() ?? "")"
    }
  }
}

extension JSONValue {
  /// What must be changed to get from this value to `new`, by structure: members by key, elements by position after what
  /// both arrays begin and end with is set aside. Empty where the two are equal.
  public func differences(to new: JSONValue) -> [JSONDifference] {
    var result: [JSONDifference] = []
    collect(to: new, at: JSONPointer(), into: &result)
    return result
  }

  private func collect(to new: JSONValue, at pointer: JSONPointer, into result: inout [JSONDifference]) {
    if self == new { return }
    switch (self, new) {
    case (.object(let before), .object(let after)):
      for key in before.keys.uniqued() {
        let place = pointer.appending(key)
        guard let old = before[key] else { continue }
        if let value = after[key] {
          old.collect(to: value, at: place, into: &result)
        } else {
          result.append(JSONDifference(pointer: place, old: old, new: nil))
        }
      }
      for key in after.keys.uniqued() where before[key] == nil {
        result.append(JSONDifference(pointer: pointer.appending(key), old: nil, new: after[key]))
      }
    case (.array(let before), .array(let after)):
      JSONValue.collect(before, after, at: pointer, into: &result)
    default: result.append(JSONDifference(pointer: pointer, old: self, new: new))
    }
  }

  private static func collect(
    _ before: [JSONValue], _ after: [JSONValue], at pointer: JSONPointer, into result: inout [JSONDifference]
  ) {
    let shorter = min(before.count, after.count)
    let same = zip(before, after).prefix { $0 == $1 }.count
    let tail = min(zip(before.reversed(), after.reversed()).prefix { $0 == $1 }.count, shorter - same)
    let paired = max(0, shorter - same - tail)
    for index in same..<(same + paired) {
      before[index].collect(to: after[index], at: pointer.appending(index), into: &result)
    }
    for index in (same + paired)..<(before.count - tail) {
      result.append(JSONDifference(pointer: pointer.appending(index), old: before[index], new: nil))
    }
    for index in (same + paired)..<(after.count - tail) {
      result.append(JSONDifference(pointer: pointer.appending(index), old: nil, new: after[index]))
    }
  }
}

extension [String] {
  fileprivate func uniqued() -> [String] {
    var seen: Set<JSONString> = []
    return filter { seen.insert(JSONString($0)).inserted }
  }
}
