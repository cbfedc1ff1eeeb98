import Hashing

/// Bytes as text between two lines that name them (RFC 7468).
enum PEM {
  static let certificate = "CERTIFICATE"
  static let privateKey = "PRIVATE KEY"

  struct Block: Equatable {
    let label: String
    let bytes: [UInt8]
  }

  static func text(_ bytes: [UInt8], label: String) -> String {
    var lines = ["-----BEGIN \(label)-----"]
    var rest = Base64.encode(bytes).utf8[...]
    while !rest.isEmpty {
      lines.append(String(decoding: rest.prefix(64), as: UTF8.self))
      rest = rest.dropFirst(64)
    }
    return lines.joined(separator: "\n") + "\n-----END \(label)-----\n"
  }

  /// The blocks in a text, in order. What is between them is a comment, and what is no block is passed over.
  static func blocks(_ text: String) -> [Block] {
    var found: [Block] = []
    var open: (label: String, content: [UInt8])?
    for var line in text.utf8.split(whereSeparator: { $0 == 10 || $0 == 13 }) {
      while line.last == 32 || line.last == 9 { line.removeLast() }
      if let label = label(line, "-----BEGIN ") {
        open = (label, [])
      } else if let label = label(line, "-----END ") {
        if let block = open, block.label == label, let bytes = Base64.decode(block.content) {
          found.append(Block(label: label, bytes: bytes))
        }
        open = nil
      } else {
        open?.content += line
      }
    }
    return found
  }

  private static func label(_ line: some Collection<UInt8>, _ beginning: String) -> String? {
    let dashes = Array("-----".utf8)
    guard line.starts(with: beginning.utf8), line.count >= beginning.utf8.count + dashes.count,
      Array(line.suffix(dashes.count)) == dashes
    else { return nil }
    return String(decoding: line.dropFirst(beginning.utf8.count).dropLast(dashes.count), as: UTF8.self)
  }
}
