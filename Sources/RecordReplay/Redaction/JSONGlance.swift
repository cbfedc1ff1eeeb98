import JSONModel
import SecretDetection

/// What the first look at a place told of it.
enum Glance: UInt8, Comparable, Sendable {
  /// It must be looked at closely.
  case open
  /// Nothing is learnt from it; when secrets are replaced it must be looked at closely.
  case later
  /// It stays as it is, unless something that is known by then occurs in it.
  case stays

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// What the first look at a document told of its values. It is made once, and serves both passes.
struct JSONGlance: Sendable {
  let document: JSONDocument
  /// By a value's ordinal, of it and all inside it.
  var values: [Glance]
  /// By a value's ordinal, what looking closely at its bytes found.
  var found: [Int: [Redaction.Found]] = [:]
}

extension Redaction {
  mutating func glance(at document: JSONDocument) -> JSONGlance {
    var values = Array(repeating: Glance.open, count: document.valueCount)
    let name = member(names.last ?? ""), detector = rules.detector
    document.withNodes { nodes in
      values.withUnsafeMutableBufferPointer { values in
        if nodes.count(of: 0) > 0 { values[0] = glance(inside: 0, under: name, nodes, values, detector) }
      }
    }
    return JSONGlance(document: document, values: values)
  }

  /// Of all that is inside an object or an array. `name` is the member's that has it, or whose array does.
  private mutating func glance(
    inside node: Int, under name: Name, _ nodes: JSONNodes, _ values: UnsafeMutableBufferPointer<Glance>,
    _ detector: SecretDetector
  ) -> Glance {
    var least = Glance.stays
    if nodes.kind(of: node) == .object {
      if JSONPair.mayBeOne(node, nodes) { least = .open }
      for key in nodes.children(of: node) {
        let name = nodes.hasEscapes(key) ? .telling : member(nodes.source(of: key))
        least = min(least, glance(at: key + 1, under: name, nodes, values, detector))
      }
    } else {
      if nodes.count(of: node) == 2, nodes.kind(of: node + 1) == .string { least = .open }
      for element in nodes.children(of: node) {
        least = min(least, glance(at: element, under: name, nodes, values, detector))
      }
    }
    return least
  }

  private mutating func glance(
    at node: Int, under name: Name, _ nodes: JSONNodes, _ values: UnsafeMutableBufferPointer<Glance>,
    _ detector: SecretDetector
  ) -> Glance {
    let glance: Glance
    if nodes.count(of: node) > 0 {
      let inside = self.glance(inside: node, under: name, nodes, values, detector)
      glance = name.isQuiet ? inside : .open
    } else {
      glance = Glance(atScalar: node, under: name, nodes, detector)
    }
    values[node] = glance
    return glance
  }
}

extension Glance {
  fileprivate init(
    atScalar node: Int, under name: Redaction.Name, _ nodes: JSONNodes, _ detector: SecretDetector
  ) {
    let kind = nodes.kind(of: node)
    switch (kind, name) {
    case (.number, .quiet): self = detector.findsNothing(in: nodes.source(of: node)) ? .stays : .open
    case (.string, .quiet) where nodes.hasEscapes(node):
      self = nodes.text(of: node).withUnsafeBufferPointer { Glance.isQuiet($0, detector) } ? .later : .open
    case (.string, .quiet(let mayBeSuspect)):
      self.init(at: nodes.source(of: node), mayBeSuspect: mayBeSuspect, detector)
    case (.number, _), (.string, _): self = .open
    default: self = .stays
    }
  }
}
