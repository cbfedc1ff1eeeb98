import JSONModel
import SchemaValidation

/// The places for values in payloads, each by the schemas that are given for it. Two ways to one place, such as those
/// to a schema that is referred to twice, or to itself, are one spot; so there are only so many.
struct SchemaSpots: Sendable {
  /// What may be at a spot.
  struct Outline: Sendable {
    /// Said expressly, and not taken back elsewhere.
    var allowsNull = false
    var isReadOnly = false, isWriteOnly = false
    /// Of `enum`, without null.
    var values: [JSONValue] = []
    /// Their positions.
    var positions: [JSONValue: Int] = [:]
    var unions: [Union] = []
    /// In the order of the schemas.
    var properties: [(name: String, spot: Int)] = []
    var numbers: [String: Int] = [:]
    var prefixItems: [Int] = []
    var items: Int?
    /// For members that `properties` does not name.
    var others: Int?
  }

  /// An `anyOf` or a `oneOf`.
  struct Union: Sendable {
    let isExclusive: Bool
    let branches: [Branch]

    /// Where it only says that null may be in place of something, that is no choice.
    var isChoice: Bool { branches.count { !$0.isNull } > 1 }
  }

  struct Branch: Sendable {
    /// The referenced schema's name, its title, or its number.
    let label: String
    let place: ContractPlace
    let spot: Int
    /// It takes null and nothing else.
    let isNull: Bool
  }

  private let contract: Contract
  private(set) var keys: [[ContractPlace]] = []
  private var numbers: [[ContractPlace]: Int] = [:]
  private var outlines: [Int: Outline] = [:]
  /// Whether something was left out because there is too much.
  private(set) var isTruncated = false

  private static let maxSpots = 200_000, maxParts = 256, maxBranches = 1_000

  init(_ contract: Contract) { self.contract = contract }

  /// The number of the spot that these schemas are given for; nil where there are too many spots.
  mutating func spot(_ places: [ContractPlace]) -> Int? {
    let key = places.count == 1 ? places : SchemaSpots.sorted(places)
    if let known = numbers[key] { return known }
    guard keys.count < SchemaSpots.maxSpots else {
      isTruncated = true
      return nil
    }
    numbers[key] = keys.count
    keys.append(key)
    return keys.count - 1
  }

  private static func sorted(_ places: [ContractPlace]) -> [ContractPlace] {
    Set(places).sorted { ($0.file, $0.value.ordinal) < ($1.file, $1.value.ordinal) }
  }

  /// What may be at a spot; looked into once.
  mutating func outline(_ spot: Int) -> Outline {
    if let known = outlines[spot] { return known }
    let made = makeOutline(keys[spot])
    outlines[spot] = made
    return made
  }

  private mutating func makeOutline(_ key: [ContractPlace]) -> Outline {
    let parts = parts(of: key)
    var outline = Outline()
    outline.isReadOnly = parts.contains { $0.value["readOnly"]?.bool == true }
    outline.isWriteOnly = parts.contains { $0.value["writeOnly"]?.bool == true }
    outline.values = SchemaSpots.values(parts)
    for (index, value) in outline.values.enumerated() { outline.positions[value] = index }
    outline.allowsNull = allowsNull(key)
    for part in parts {
      for keyword in ["anyOf", "oneOf"] {
        if let list = part[keyword], let union = union(list, isExclusive: keyword == "oneOf") {
          outline.unions.append(union)
        }
      }
    }
    addMembers(of: parts, to: &outline)
    addElements(of: parts, to: &outline)
    return outline
  }

  private mutating func addMembers(of parts: [ContractPlace], to outline: inout Outline) {
    var names: [String] = []
    var places: [String: [ContractPlace]] = [:]
    for property in parts.lazy.compactMap({ $0["properties"] }).flatMap(\.members) {
      if places[property.name] == nil { names.append(property.name) }
      places[property.name, default: []].append(property.value)
    }
    for name in names {
      // One that must not be there is no promise.
      guard let given = places[name], !given.contains(where: { $0.value.bool == false }), let spot = spot(given) else {
        continue
      }
      outline.numbers[name] = spot
      outline.properties.append((name, spot))
    }
    outline.others = spot(ofSchemas: parts.compactMap { $0["additionalProperties"] })
  }

  private mutating func addElements(of parts: [ContractPlace], to outline: inout Outline) {
    // Older dialects have the list in `items` itself.
    let lists = parts.compactMap { $0["prefixItems"] ?? $0["items"] }.filter { $0.value.kind == .array }
    for element in lists.first?.elements ?? [] {
      guard let spot = spot([element]) else { break }
      outline.prefixItems.append(spot)
    }
    outline.items = spot(ofSchemas: parts.compactMap { $0["items"] })
  }

  private mutating func spot(ofSchemas places: [ContractPlace]) -> Int? {
    let schemas = places.filter { $0.value.kind == .object }
    return schemas.isEmpty ? nil : spot(schemas)
  }

  private mutating func union(_ list: ContractPlace, isExclusive: Bool) -> Union? {
    var branches: [Branch] = []
    for (index, place) in list.elements.prefix(SchemaSpots.maxBranches).enumerated() {
      guard let spot = spot([place]) else { return nil }
      let types = SchemaShape(place, contract.storage.files).types
      branches.append(
        Branch(label: SchemaSpots.label(place, index), place: place, spot: spot, isNull: types == .null))
    }
    return branches.isEmpty ? nil : Union(isExclusive: isExclusive, branches: branches)
  }

  private static func label(_ place: ContractPlace, _ index: Int) -> String {
    if let reference = place.reference?.string, let name = reference.utf8.split(separator: UInt8(ascii: "/")).last {
      return String(decoding: name, as: UTF8.self)
    }
    return place.value["title"]?.string ?? "branch \(index + 1)"
  }

  /// The schemas themselves, what they refer to, and what `allOf` has: all that every value must satisfy.
  private func parts(of key: [ContractPlace]) -> [ContractPlace] {
    var parts: [ContractPlace] = []
    var seen: Set<ContractPlace> = []
    var rest = Array(key.reversed())
    while let place = rest.popLast(), parts.count < SchemaSpots.maxParts {
      guard place.value.kind == .object, seen.insert(place).inserted else { continue }
      let target = place.reference.flatMap { try? contract.storage.files.target(of: $0, in: place.file) }
      // In 3.0 nothing beside a reference counts.
      if place.reference == nil || !contract.storage.isVersion30 {
        parts.append(place)
        rest += (place["allOf"]?.elements ?? []).reversed()
      }
      if let target { rest.append(target) }
    }
    return parts
  }

  private static func values(_ parts: [ContractPlace]) -> [JSONValue] {
    let lists = parts.compactMap { $0.value["enum"] }.map { $0.elements.map(\.value) }
    guard let first = lists.first else { return [] }
    var seen: Set<JSONValue> = [.null]
    let others = lists.dropFirst().map(Set.init)
    return first.filter { value in others.allSatisfy { $0.contains(value) } && seen.insert(value).inserted }
  }

  private static let null = try? JSONDocument(parsing: "null")

  private func allowsNull(_ key: [ContractPlace]) -> Bool {
    let files = contract.storage.files
    guard key.contains(where: { SchemaShape($0, files).types.contains(.null) }), let null = SchemaSpots.null else {
      return false
    }
    let isAllowed = { (place: ContractPlace) -> Bool in
      (try? contract.storage.schemas.schema(at: place, for: .init()))?.isValid(null.root) ?? false
    }
    return key.allSatisfy(isAllowed)
  }
}
