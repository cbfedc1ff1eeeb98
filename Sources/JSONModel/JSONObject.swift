/// Members in order. A key may stand several times; look-ups give the last. Two objects are equal where they have the
/// same members in any order.
public struct JSONObject: Sendable, RandomAccessCollection {
  public struct Member: Hashable, Sendable {
    public var key: JSONString
    public var value: JSONValue
    public init(key: JSONString, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  public private(set) var members: [Member]

  public init() { members = [] }
  public init(_ members: [Member]) { self.members = members }
  public init(_ pairs: [(String, JSONValue)]) { members = pairs.map { Member(key: JSONString($0), value: $1) } }

  public var startIndex: Int { 0 }
  public var endIndex: Int { members.count }
  public subscript(index: Int) -> Member {
    get { members[index] }
    set { members[index] = newValue }
  }

  /// The keys in order, escapes undone.
  public var keys: [String] { members.map(\.key.text) }

  /// Gets the last member with this key. Sets the last one in place, or appends; nil removes every one.
  public subscript(_ key: String) -> JSONValue? {
    get { index(of: key).map { members[$0].value } }
    set {
      switch (index(of: key), newValue) {
      case (let index?, let value?): members[index].value = value
      case (nil, let value?): append(key: key, value: value)
      case (_, nil):
        let removed = JSONString(key)
        members.removeAll { $0.key == removed }
      }
    }
  }

  public mutating func append(key: String, value: JSONValue) {
    members.append(Member(key: JSONString(key), value: value))
  }

  private func index(of key: String) -> Int? {
    let wanted = JSONString(key)
    return members.lastIndex { $0.key == wanted }
  }
}

extension JSONObject: Hashable {
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    if left.members.count != right.members.count { return false }
    if left.members == right.members { return true }
    // As multisets, so that equality stays symmetric where a key stands twice.
    var counts: [Member: Int] = [:]
    for member in left.members { counts[member, default: 0] += 1 }
    for member in right.members {
      guard let count = counts[member], count > 0 else { return false }
      counts[member] = count - 1
    }
    return true
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(members.reduce(0) { $0 ^ $1.hashValue })
  }
}
