/// The values under `data` and `stringData` of a manifest of the kind Secret, written as YAML.
enum KubernetesSecret {
  static func detections(in bytes: [UInt8]) -> [Detection] {
    guard bytes.holds("kind: Secret") else { return [] }
    var found: [Detection] = [], document: [Range<Int>] = []
    var start = 0
    while start <= bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let line = start..<end
      if bytes[line].starts(with: "---".utf8) {
        found += secrets(of: document, in: bytes)
        document = []
      } else {
        document.append(line)
      }
      start = end + 1
    }
    return found + secrets(of: document, in: bytes)
  }

  private static func secrets(of lines: [Range<Int>], in bytes: [UInt8]) -> [Detection] {
    guard lines.contains(where: { Array(bytes[$0]).trimmed == Array("kind: Secret".utf8) }) else { return [] }
    var found: [Detection] = [], outer: Int?
    for line in lines {
      let indent = bytes[line].prefix { $0 == 0x20 }.count
      let text = bytes[line.lowerBound + indent..<line.upperBound]
      let trimmed = Array(text).trimmed
      if trimmed.isEmpty { continue }
      if let level = outer, indent <= level { outer = nil }
      if trimmed == Array("data:".utf8) || trimmed == Array("stringData:".utf8) {
        outer = indent
      } else if outer != nil, let colon = text.firstIndex(of: UInt8(ascii: ":")), colon + 2 < text.endIndex {
        var first = colon + 1, last = text.endIndex
        let around = ByteSet(" \t\r\"'")
        while first < last, around.contains(bytes[first]) { first += 1 }
        while last > first, around.contains(bytes[last - 1]) { last -= 1 }
        guard first < last, !Placeholders.isOne(bytes[first..<last]), bytes[first] != UInt8(ascii: "|") else {
          continue
        }
        found.append(
          Detection(range: first..<last, rule: "structure:k8s-secret", name: "secret", confidence: .high))
      }
    }
    return found
  }
}
