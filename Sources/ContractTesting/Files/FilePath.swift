import HTTPModel

/// Where a contract's files are, relative to the folder of the first one, and the URIs that stand for them.
enum FilePath {
  /// Above the first file's folder, so that `../common.yaml` has a URI too.
  private static let levels = 16
  private static let base = "contract:///" + String(repeating: "^/", count: levels)

  /// The path that a reference's file part means, from the file it is in. Nil for what is no path: another scheme, or
  /// more than a few folders up.
  static func resolve(_ reference: some StringProtocol, from file: String) -> String? {
    let text = String(reference)
    if text.utf8.first == UInt8(ascii: "/") || hasScheme(text) { return nil }
    let decoded = String(decoding: PercentEncoding.decoded(text.utf8), as: UTF8.self)
    var parts = file.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { String($0) ?? "" }
    parts.removeLast()
    for piece in decoded.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      let part = String(piece) ?? ""
      switch part {
      case ".", "": continue
      case "..": if let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
      default: parts.append(part)
      }
    }
    guard !parts.isEmpty, parts.count(where: { $0 == ".." }) < levels else { return nil }
    return parts.joined(separator: "/")
  }

  private static func hasScheme(_ text: String) -> Bool {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
    return !text.utf8[..<colon].contains(UInt8(ascii: "/"))
  }

  /// As references in schemas come to it.
  static func uri(of path: String) -> String {
    var parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)[...]
    var up = 0
    while parts.first.map({ $0.elementsEqual("..".utf8) }) == true {
      up += 1
      parts = parts.dropFirst()
    }
    let folders = "contract:///" + String(repeating: "^/", count: max(0, levels - up))
    return folders + parts.map { String($0) ?? "" }.joined(separator: "/")
  }
}
