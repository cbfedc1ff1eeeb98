import JSONModel

extension YAMLTree {
  /// The JSON that a node stands for, each value and key with its place in the YAML text.
  func document(of root: Int, in text: YAMLText, limits: YAMLLimits) throws(YAMLError) -> YAMLDocument {
    var writer = Writer(tree: self, text: text)
    writer.write(root)
    do throws(JSONSyntaxError) {
      let limits = JSONLimits(depth: limits.depth, bytes: limits.expandedBytes)
      return YAMLDocument(json: try JSONDocument(parsing: writer.json, limits: limits), binaries: writer.binaries)
    } catch {
      // The tree's sizes kept the limits, so this says nothing but that they are at fault.
      throw YAMLError(.syntax(error.reason), at: SourcePlace(text.source, error.position))
    }
  }

  private struct Writer {
    let tree: YAMLTree
    let text: YAMLText
    var json: MappedText
    /// Ordinals of values in the JSON.
    var binaries: Set<Int> = []
    private var ordinal = 0

    init(tree: YAMLTree, text: YAMLText) {
      (self.tree, self.text) = (tree, text)
      json = MappedText(of: text.source)
    }

    /// No deeper than the limit of depth.
    mutating func write(_ node: Int, after prefix: String = "") {
      let position = text.position(of: tree[node].offset)
      let mine = ordinal
      ordinal += 1
      switch tree[node].content {
      case .scalar(let scalar):
        if scalar.isBinary { binaries.insert(mine) }
        if !prefix.isEmpty { json.append(prefix, for: position) }
        guard let first = scalar.lines.first else { return json.append(scalar.json[...], for: position) }
        // The text begins where its key says so, each of its lines where it is.
        json.append(scalar.json[..<1], for: position)
        json.append(scalar.json[1..<first.end], for: text.position(of: first.offset))
        for (line, next) in zip(scalar.lines, scalar.lines.dropFirst()) {
          json.append(scalar.json[line.end..<next.end], for: text.position(of: next.offset))
        }
      case .array(let elements):
        json.append(prefix + "[", for: position)
        for (index, element) in elements.enumerated() { write(element, after: index == 0 ? "" : ",") }
        json.append("]", for: position)
      case .object(let members):
        json.append(prefix + "{", for: position)
        for (index, member) in members.enumerated() {
          write(member.key, after: index == 0 ? "" : ",")
          write(member.value, after: ":")
        }
        json.append("}", for: position)
      }
    }
  }
}
