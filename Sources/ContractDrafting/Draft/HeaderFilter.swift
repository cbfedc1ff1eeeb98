/// Which header fields a contract describes: those that are the API's own.
struct HeaderFilter: Sendable {
  private let names: Set<String>
  private let beginnings: [String]
  private let isOff: Bool

  /// Describes none.
  static let nothing = HeaderFilter(names: [], beginnings: [], isOff: true)

  /// Describes all but those with these names, in lower case; a name may end with `*`.
  init(passingOver names: [String]) {
    self.init(
      names: Set(names.filter { !$0.hasSuffix("*") }),
      beginnings: names.filter { $0.hasSuffix("*") }.map { String($0.dropLast()) }, isOff: false)
  }

  private init(names: Set<String>, beginnings: [String], isOff: Bool) {
    (self.names, self.beginnings, self.isOff) = (names, beginnings, isOff)
  }

  func describes(_ name: String) -> Bool {
    if isOff { return false }
    let name = name.lowercased()
    let isToken = name.utf8.allSatisfy { $0 > 32 && $0 < 127 }
    return isToken && !names.contains(name) && !beginnings.contains { name.utf8.starts(with: $0.utf8) }
  }
}
