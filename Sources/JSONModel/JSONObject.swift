/// Members in order. A key may stand several times; look-ups give the last, in time that grows with the number of
/// members.
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

  /// For many look-ups in one object: where the last member with each key stands.
  package var lastIndices: [JSONString: Int] {
    Dictionary(members.enumerated().map { ($0.element.key, $0.offset) }, uniquingKeysWith: { $1 })
  }
}
