/// Finds where the texts of captures stand in a value, in time that grows with the lengths alone: a cassette may list
/// thousands of them for one long body.
struct CapturedTexts {
  struct Hit: Hashable {
    let range: Range<Int>
    /// As it was given.
    let capture: Int
  }

  /// The captures of each text, in their order.
  private var captures: [[Int]] = []
  private var lengths: [Int] = []
  /// The texts backwards, as a tree: what follows a node by a byte, by 256 times the node and the byte.
  private var next: [Int: Int] = [:]
  /// Of each node: the one before it, how it is reached from there, and how far it is from the root.
  private var nodes: [(before: Int, byte: UInt8, depth: Int)] = [(0, 0, 0)]
  /// For each node the longest other one that it ends with.
  private var shorter: [Int] = [0]
  /// For each node the longest text that it ends with; nil for none.
  private var longest: [Int?] = [nil]
  /// Whether a text ends with the byte.
  private var isLast = Array(repeating: false, count: 256)

  /// No text is empty.
  init(_ texts: [(text: [UInt8], capture: Int)]) {
    var known: [[UInt8]: Int] = [:]
    for (text, capture) in texts {
      if let number = known[text] {
        captures[number].append(capture)
        continue
      }
      known[text] = captures.count
      add(text, number: captures.count)
      captures.append([capture])
      lengths.append(text.count)
    }
    link()
  }

  private mutating func add(_ text: [UInt8], number: Int) {
    var node = 0
    for byte in text.reversed() {
      if let known = next[node << 8 | Int(byte)] {
        node = known
        continue
      }
      next[node << 8 | Int(byte)] = nodes.count
      nodes.append((node, byte, nodes[node].depth + 1))
      shorter.append(0)
      longest.append(nil)
      node = nodes.count - 1
    }
    longest[node] = number
    if let last = text.last { isLast[Int(last)] = true }
  }

  private mutating func link() {
    for node in nodes.indices.dropFirst().sorted(by: { nodes[$0].depth < nodes[$1].depth }) {
      let (before, byte, depth) = nodes[node]
      if depth > 1 { shorter[node] = step(from: shorter[before], byte) }
      longest[node] = longest[node] ?? longest[shorter[node]]
    }
  }

  private func step(from node: Int, _ byte: UInt8) -> Int {
    var node = node
    while true {
      if node == 0, !isLast[Int(byte)] { return 0 }
      if let found = next[node << 8 | Int(byte)] { return found }
      if node == 0 { return 0 }
      node = shorter[node]
    }
  }

  /// From the left, of those that begin at one place the longest; none overlaps another.
  func hits(in bytes: [UInt8]) -> [Hit] {
    // The texts that begin at each place, found from the end.
    var found: [(start: Int, text: Int)] = []
    var node = 0
    for index in bytes.indices.reversed() {
      node = step(from: node, bytes[index])
      if let text = longest[node] { found.append((index, text)) }
    }
    var hits: [Hit] = []
    var times = Array(repeating: 0, count: captures.count)
    var end = 0
    for (start, text) in found.reversed() where start >= end {
      end = start + lengths[text]
      hits.append(Hit(range: start..<end, capture: captures[text][min(times[text], captures[text].count - 1)]))
      times[text] += 1
    }
    return hits
  }
}
