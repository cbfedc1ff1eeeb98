public import HTTPModel
import RecordReplay

/// Which hosts are meant: `api.example.com`, `*.example.com`, also with a port or as an origin. `*` stands for any text.
public struct HostPattern: Hashable, Sendable {
  private let text: [UInt8]
  private let hasScheme: Bool, hasPort: Bool

  /// Nil where the text can be no host.
  public init?(_ text: String) {
    let isOrigin = text.utf8.firstRange(of: "://".utf8) != nil
    let url = InternationalURL.ascii(Array((isOrigin ? text : "https://" + text).utf8))
    var pattern = Array(String(decoding: isOrigin ? url[...] : url.dropFirst(8), as: UTF8.self).lowercased().utf8)
    if isOrigin, pattern.last == UInt8(ascii: "/") { pattern.removeLast() }
    let host = isOrigin ? pattern[(pattern.firstIndex(of: UInt8(ascii: ":")) ?? 0)...].dropFirst(3) : pattern[...]
    guard !host.isEmpty, host.allSatisfy({ $0 > 32 && $0 < 127 && !"/?#@,".utf8.contains($0) }) else { return nil }
    self.text = pattern
    hasScheme = isOrigin
    hasPort = host.last != UInt8(ascii: "]") && host.contains(UInt8(ascii: ":"))
  }

  public func fits(_ origin: Origin) -> Bool {
    let whole = "\(origin)"
    if hasScheme { return fits(Array(whole.utf8)[...]) }
    // An IPv6 address is written in brackets, and is one without.
    return fits(Array(origin.host.utf8)[...]) || fits(Array("[\(origin.host)]".utf8)[...])
      || fits(Array(origin.authority.utf8)[...])
      || hasPort && fits(Array("\(origin.host):\(origin.port)".utf8)[...])
  }

  /// In time that is the product of the lengths at most.
  private func fits(_ name: ArraySlice<UInt8>) -> Bool {
    var place = text.startIndex, index = name.startIndex
    var star: (place: Int, index: Int)?
    while index < name.endIndex {
      if place < text.endIndex, text[place] == UInt8(ascii: "*") {
        star = (place, index)
        place += 1
      } else if place < text.endIndex, text[place] == name[index] {
        (place, index) = (place + 1, index + 1)
      } else if let last = star {
        star = (last.place, last.index + 1)
        (place, index) = (last.place + 1, last.index + 1)
      } else {
        return false
      }
    }
    return text[place...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
