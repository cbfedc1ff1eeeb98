import JSONModel

/// Builds the tree of one document, event by event.
struct YAMLComposer {
  struct Stop: Error {
    let kind: YAMLError.Kind
    /// Nil where the event is at fault.
    var offset: Int?
  }

  private(set) var tree = YAMLTree()
  private(set) var root = 0

  private let options: YAMLOptions
  private var open: [Collection] = []
  private var anchors: [String: Anchor] = [:]
  private var lastAnchor = 0
  /// Objects that merge keys have named so far, and their members: they are gone through before anyone knows what they add
  /// up to, which may be nothing.
  private var mergedValues = 0

  /// For each token libyaml looks at every list that is open, so what is long and deep costs the product of both. So many
  /// looks take about a second; four million values ten levels deep, on average, need as many.
  private static let maxLooks = 40_000_000
  private var looks = 0

  /// An array or object that has begun.
  private struct Collection {
    let isObject: Bool
    let offset: Int
    let anchor: (name: String, number: Int)?
    let shortTag: ShortTag?
    var elements: [Int] = []
    var members: [(key: Int, value: Int)] = []
    var key: Int?
    /// Of the members, as JSON writes them.
    var keys: Set<[UInt8]> = []
    var hasMerge = false
    var values = 1
  }

  /// What an anchor names. A name may be given again, so each has a number.
  private struct Anchor {
    let number: Int
    /// Nil as long as the value has not ended.
    var node: Int?
  }

  private let text: YAMLText

  init(_ options: YAMLOptions, text: YAMLText) { (self.options, self.text) = (options, text) }

  /// Takes what is between the start and the end of a document. `offset` is where the event begins.
  mutating func handle(_ event: YAMLEvent, at offset: Int) throws(Stop) {
    looks += open.count
    guard looks <= YAMLComposer.maxLooks else { throw Stop(kind: .tooMuchDepth) }
    switch event.kind {
    case .alias(let name):
      guard let anchor = anchors[name] else { throw Stop(kind: .unknownAlias(name)) }
      guard let node = anchor.node else { throw Stop(kind: .cyclicAlias(name)) }
      try add(node, at: offset)
    case .scalar(let value, let style): try add(scalar: value, style, event, at: offset)
    case .sequenceStart: try begin(event, isObject: false, at: offset)
    case .mappingStart: try begin(event, isObject: true, at: offset)
    case .collectionEnd: try end()
    case .streamStart, .streamEnd, .documentStart, .documentEnd: break
    }
  }

  private mutating func add(
    scalar value: [UInt8], _ style: YAMLEvent.ScalarStyle, _ event: YAMLEvent, at offset: Int
  ) throws(Stop) {
    let isPlain = style == .plain
    let shortTag = event.tag.flatMap { options.shortTags[$0] }
    let isKey = open.last.map { $0.isObject && $0.key == nil } ?? false
    let node: Int
    if let shortTag {
      let inner = splitting(value, style, shortTag, at: offset)
      node = wrapped(inner, shortTag, at: offset)
    } else {
      let scalar: YAMLScalar
      do throws(YAMLError.Kind) {
        if isKey {
          scalar = try key(value, isPlain, event.tag)
        } else if let lines = linewise(value, style, event.tag, at: offset) {
          scalar = lines
        } else {
          scalar = try .resolved(value, tag: event.tag, isPlain: isPlain, schema: options.schema)
        }
      } catch { throw Stop(kind: error) }
      if isKey, isPlain, value.elementsEqual("<<".utf8), event.tag == nil || event.tag == "tag:yaml.org,2002:merge" {
        open[open.count - 1].hasMerge = true
        open[open.count - 1].key = YAMLComposer.mergeKey
        return
      }
      node = tree.add(scalar, at: offset)
    }
    if let name = event.anchor {
      lastAnchor += 1
      anchors[name] = Anchor(number: lastAnchor, node: node)
    }
    try add(node, at: offset)
  }

  /// A text in lines, which often is a definition of its own; nil for other scalars.
  private func linewise(_ value: [UInt8], _ style: YAMLEvent.ScalarStyle, _ tag: String?, at offset: Int) -> YAMLScalar?
  {
    guard style == .literal, tag == nil, let starts = text.lines(of: value, literalAt: offset) else { return nil }
    return .text(value, linesAt: starts)
  }

  /// A key is its text as it is written.
  private func key(_ value: [UInt8], _ isPlain: Bool, _ tag: String?) throws(YAMLError.Kind) -> YAMLScalar {
    switch tag {
    case nil where isPlain && value.isEmpty: throw .keyNotText(.null)
    case nil, "tag:yaml.org,2002:merge"?: return .text(value)
    default:
      let scalar = try YAMLScalar.resolved(value, tag: tag, isPlain: isPlain, schema: options.schema)
      guard scalar.kind == .string else { throw .keyNotText(scalar.kind) }
      return scalar
    }
  }

  private mutating func begin(_ event: YAMLEvent, isObject: Bool, at offset: Int) throws(Stop) {
    guard open.count < options.limits.depth else { throw Stop(kind: .tooDeep(limit: options.limits.depth)) }
    let shortTag = event.tag.flatMap { options.shortTags[$0] }
    if let tag = event.tag, shortTag == nil {
      let standard = isObject ? "tag:yaml.org,2002:map" : "tag:yaml.org,2002:seq"
      guard tag == "!" || tag == standard else { throw Stop(kind: .unknownTag(YAMLScalar.shown(tag))) }
    }
    var anchor: (name: String, number: Int)?
    if let name = event.anchor {
      lastAnchor += 1
      anchors[name] = Anchor(number: lastAnchor)
      anchor = (name, lastAnchor)
    }
    open.append(Collection(isObject: isObject, offset: offset, anchor: anchor, shortTag: shortTag))
  }

  private mutating func end() throws(Stop) {
    guard let collection = open.popLast() else { return }
    var node: Int
    if collection.isObject {
      let members = collection.hasMerge ? try merged(collection) : collection.members
      node = tree.add(object: members, at: collection.offset)
    } else {
      node = tree.add(array: collection.elements, at: collection.offset)
    }
    if let tag = collection.shortTag { node = wrapped(node, tag, at: collection.offset) }
    if let anchor = collection.anchor, anchors[anchor.name]?.number == anchor.number {
      anchors[anchor.name]?.node = node
    }
    try add(node, at: collection.offset)
  }

  /// Adds a finished value, or key, to the innermost collection that is open.
  private mutating func add(_ node: Int, at offset: Int) throws(Stop) {
    let size = tree[node].size, limits = options.limits
    guard open.count + size.depth <= limits.depth else {
      throw Stop(kind: .tooDeep(limit: limits.depth), offset: offset)
    }
    guard size.bytes <= limits.expandedBytes else {
      throw Stop(kind: .expandsTooFar(limit: limits.expandedBytes), offset: offset)
    }
    guard let last = open.indices.last else {
      root = node
      guard size.values <= limits.values else {
        throw Stop(kind: .tooManyValues(limit: limits.values), offset: offset)
      }
      return
    }
    open[last].values += size.values
    guard open[last].values <= limits.values else {
      throw Stop(kind: .tooManyValues(limit: limits.values), offset: offset)
    }
    if !open[last].isObject {
      open[last].elements.append(node)
    } else if let key = open[last].key {
      open[last].members.append((key, node))
      open[last].key = nil
    } else {
      guard tree[node].kind == .string else { throw Stop(kind: .keyNotText(tree[node].kind), offset: offset) }
      let json = tree.json(of: node)
      guard open[last].keys.insert(json).inserted else {
        let name = (try? JSONDocument(parsing: json).root.string) ?? ""
        throw Stop(kind: .duplicateKey(name), offset: offset)
      }
      open[last].key = node
    }
  }

  // MARK: Merge keys (yaml.org/type/merge.html)

  /// Stands for `<<` among the keys.
  private static let mergeKey = -1

  /// The members with those of `<<` in its place: without what the object says itself, and of several the first.
  private mutating func merged(_ collection: Collection) throws(Stop) -> [(key: Int, value: Int)] {
    var keys = collection.keys
    var members: [(key: Int, value: Int)] = []
    for member in collection.members {
      guard member.key == YAMLComposer.mergeKey else {
        members.append(member)
        continue
      }
      for source in tree.elements(of: member.value) ?? [member.value] {
        guard let found = tree.members(of: source) else {
          throw Stop(kind: .mergesNoObject, offset: tree[source].offset)
        }
        for one in found where keys.insert(tree.json(of: one.key)).inserted { members.append(one) }
        mergedValues += 1 + found.count
        guard mergedValues <= options.limits.values else {
          throw Stop(kind: .tooManyValues(limit: options.limits.values), offset: collection.offset)
        }
      }
    }
    return members
  }

  // MARK: Short tags

  private mutating func wrapped(_ node: Int, _ tag: ShortTag, at offset: Int) -> Int {
    let key = tree.add(.text(tag.member.utf8), at: offset)
    return tree.add(object: [(key, node)], at: offset)
  }

  private mutating func splitting(
    _ value: [UInt8], _ style: YAMLEvent.ScalarStyle, _ tag: ShortTag, at offset: Int
  ) -> Int {
    guard tag.splitsAtDot, let dot = value.firstIndex(of: UInt8(ascii: ".")) else {
      return tree.add(linewise(value, style, nil, at: offset) ?? .text(value), at: offset)
    }
    let parts = [value[..<dot], value[(dot + 1)...]].map { tree.add(.text($0), at: offset) }
    return tree.add(array: parts, at: offset)
  }
}
