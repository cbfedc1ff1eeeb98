/// What schemas say about a value beyond its validity: which of its members they describe, and what does not decide
/// (formats that are only said, members for the other direction).
///
/// A schema that turns out not to apply, such as an alternative that does not fit, takes back what it said.
struct DescribedMembers {
  /// By node, 0 where nothing is said: 1 for a key that a schema describes, and for an object whose members a schema names
  /// the number of the place that does, and 1.
  private(set) var said: [UInt32] = []
  /// The nodes in the order in which they were marked.
  private var trail: [Int32] = []
  private(set) var notes: [Note] = []

  /// Something that a schema says about a value and that does not make it invalid.
  struct Note {
    let place: UInt32
    let node: Int32
  }

  struct Mark {
    let trail: Int, notes: Int
  }

  /// The most notes that are kept.
  private static let most = 10_000

  init() {}
  init(nodes: Int) { said = [UInt32](repeating: 0, count: nodes) }

  @inline(__always) var mark: Mark { Mark(trail: trail.count, notes: notes.count) }

  @inline(__always) mutating func describe(_ node: Int) { mark(node, 1) }

  /// `place`: the keyword that names an object's members.
  @inline(__always) mutating func name(_ node: Int, by place: UInt32) { mark(node, place &+ 1) }

  @inline(__always) private mutating func mark(_ node: Int, _ what: UInt32) {
    if said[node] != 0 { return }
    said[node] = what
    trail.append(Int32(truncatingIfNeeded: node))
  }

  @inline(never) mutating func note(_ place: UInt32, _ node: Int) {
    guard notes.count < DescribedMembers.most else { return }
    notes.append(Note(place: place, node: Int32(truncatingIfNeeded: node)))
  }

  /// Takes back what was said since a mark, and gives it.
  @discardableResult mutating func takeBack(to mark: Mark) -> [(node: Int32, what: UInt32)] {
    if notes.count > mark.notes { notes.removeSubrange(mark.notes...) }
    guard trail.count > mark.trail else { return [] }
    let taken = trail[mark.trail...].map { ($0, said[Int($0)]) }
    for (node, _) in taken { said[Int(node)] = 0 }
    trail.removeSubrange(mark.trail...)
    return taken
  }

  /// Takes back the notes alone.
  mutating func dropNotes(from mark: Mark) {
    if notes.count > mark.notes { notes.removeSubrange(mark.notes...) }
  }

  mutating func say(again taken: [(node: Int32, what: UInt32)]) { for (node, what) in taken { mark(Int(node), what) } }
}
