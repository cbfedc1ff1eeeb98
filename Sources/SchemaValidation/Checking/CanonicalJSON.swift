import JSONModel

/// Bytes of a value that are the same exactly for equal values: numbers by what they denote, texts by their code units,
/// objects without regard to order. Of a key that stands several times the last value counts.
enum CanonicalJSON {
  static func bytes(of value: JSONCursor) -> [UInt8] {
    var out: [UInt8] = []
    value.withRawNodes { nodes, bytes in
      // What is compared with these is told apart by its kind before.
      if nodes[value.ordinal].rawKind == UInt32(JSONKind.string.rawValue) {
        appendText(value.ordinal, nodes.baseAddress!, bytes.baseAddress!, to: &out)
      } else {
        append(value.ordinal, nodes.baseAddress!, bytes.baseAddress!, to: &out)
      }
    }
    return out
  }

  /// A string without quotes, escapes undone.
  static func appendText(
    _ node: Int, _ nodes: UnsafePointer<JSONNode>, _ bytes: UnsafePointer<UInt8>, to out: inout [UInt8]
  ) {
    let source = inner(node, nodes, bytes)
    if nodes[node].hasEscapes { JSONString.appendCodeUnits(of: source, to: &out) } else { out += source }
  }

  private static func inner(
    _ node: Int, _ nodes: UnsafePointer<JSONNode>, _ bytes: UnsafePointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    let start = Int(nodes[node].start) + 1
    return UnsafeBufferPointer(start: bytes + start, count: Int(nodes[node].end) - 1 - start)
  }

  static func append(
    _ node: Int, _ nodes: UnsafePointer<JSONNode>, _ bytes: UnsafePointer<UInt8>, to out: inout [UInt8]
  ) {
    let start = Int(nodes[node].start)
    let source = UnsafeBufferPointer(start: bytes + start, count: Int(nodes[node].end) - start)
    switch nodes[node].kind {
    case .null, .bool: out += source
    case .number: JSONNumber.appendValue(of: source, to: &out)
    case .string:
      // Neither a quote nor a control is inside a canonical text but for these two, so each text ends where it ends.
      out.append(UInt8(ascii: "\""))
      appendEscaped(node, nodes, bytes, to: &out)
      out.append(UInt8(ascii: "\""))
    case .array:
      out.append(UInt8(ascii: "["))
      var child = node + 1
      for _ in 0..<nodes[node].count {
        append(child, nodes, bytes, to: &out)
        out.append(UInt8(ascii: ","))
        child = Int(nodes[child].next)
      }
      out.append(UInt8(ascii: "]"))
    case .object: appendObject(node, nodes, bytes, to: &out)
    }
  }

  private static func appendEscaped(
    _ node: Int, _ nodes: UnsafePointer<JSONNode>, _ bytes: UnsafePointer<UInt8>, to out: inout [UInt8]
  ) {
    if !nodes[node].hasEscapes {
      out += inner(node, nodes, bytes)
      return
    }
    var text: [UInt8] = []
    appendText(node, nodes, bytes, to: &text)
    for byte in text {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { out.append(UInt8(ascii: "\\")) }
      out.append(byte)
    }
  }

  private static func appendObject(
    _ node: Int, _ nodes: UnsafePointer<JSONNode>, _ bytes: UnsafePointer<UInt8>, to out: inout [UInt8]
  ) {
    var members: [(key: [UInt8], value: Int)] = []
    members.reserveCapacity(nodes[node].count)
    var child = node + 1
    for _ in 0..<nodes[node].count {
      var key: [UInt8] = []
      appendEscaped(child, nodes, bytes, to: &key)
      members.append((key, child + 1))
      child = Int(nodes[child + 1].next)
    }
    members.sort { left, right in
      left.key == right.key ? left.value < right.value : left.key.lexicographicallyPrecedes(right.key)
    }
    out.append(UInt8(ascii: "{"))
    for (index, member) in members.enumerated() {
      if index + 1 < members.count, members[index + 1].key == member.key { continue }
      out.append(UInt8(ascii: "\""))
      out += member.key
      out += [UInt8(ascii: "\""), UInt8(ascii: ":")]
      append(member.value, nodes, bytes, to: &out)
      out.append(UInt8(ascii: ","))
    }
    out.append(UInt8(ascii: "}"))
  }
}
