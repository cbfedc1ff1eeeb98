public import HTTPModel

extension Miss {
  /// The command that puts a recording of the request into the cassette; nil where that would not help.
  public var command: String? {
    if reason == .bodyTooLong { return nil }
    var words = ["tapedeck", "import", "FILE.har", "--cassette", Miss.quoted(cassetteName)]
    if api == nil, let url = AbsoluteURL(url) { words += ["--api", "NAME=\(url.origin)"] }
    return words.joined(separator: " ")
  }

  /// What was perhaps meant by a request to this machine that names no API: the base URL of the first one.
  public var baseURL: String? {
    guard let api = apis.first, let origin = AbsoluteURL(url)?.origin, origin.isLoopback else { return nil }
    return "\(origin)/\(api.name)"
  }

  /// The cassette as a user names it: what is right under `Cassettes` needs no path.
  private var cassetteName: String {
    let parts = cassette.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].elementsEqual("Cassettes".utf8), !parts[1].isEmpty else { return cassette }
    return String(decoding: parts[1], as: UTF8.self)
  }

  /// As a word for a shell.
  private static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case 48...57, 65...90, 97...122: true
      default: "._-/+:@".utf8.contains(byte)
      }
    }
    return isPlain && !text.utf8.isEmpty ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
