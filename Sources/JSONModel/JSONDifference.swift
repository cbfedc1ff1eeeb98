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
