import HTTPModel
import JSONModel
import SchemaValidation

extension Coverage {
  /// The most violations that are looked for in a payload; one that has as many covers nothing.
  private static let maxViolations = 200
  /// The most steps in a payload.
  private static let maxSteps = 2_000_000

  mutating func add(
    _ bytes: [UInt8], _ headers: HeaderFields, _ content: MediaTypes, of operation: String, _ part: String,
    _ direction: SchemaOptions.Direction
  ) {
    guard !bytes.isEmpty, bytes.count <= Verification().maxBodyBytes else { return }
    let body = PayloadBody(bytes: bytes, headers: headers, files: contract.storage.files)
    guard let (entry, isBySuffix) = body.entry(in: content) else { return }
    let reading = body.reading(by: entry)
    if reading.isReadable, !isBySuffix {
      named[operation, default: []].insert(.mediaType(entry.name, of: part))
    }
    guard case .document(let document) = reading, let schema = entry.schema else { return }
    named[operation, default: []].insert(.body(entry.name, of: part))
    add(document.root, schema, of: Payload(operation: operation, part: part), direction)
  }

  mutating func add(
    _ root: JSONCursor, _ schema: ContractPlace, of payload: Payload, _ direction: SchemaOptions.Direction
  ) {
    var marks = self.marks.removeValue(forKey: payload) ?? []
    defer { self.marks[payload] = marks }
    var walk = PayloadWalk(contract, direction)
    guard let start = spots.spot([schema]), walk.begin(root, schema, Coverage.maxViolations) else { return }
    walk.rest.append((root, start))
    var steps = 0
    while let (value, spot) = walk.rest.popLast() {
      steps += 1
      guard steps < Coverage.maxSteps, walk.tried < maxTried else {
        isTruncated = true
        break
      }
      walk.visit(value, spot, spots.outline(spot), &marks)
    }
  }
}

/// The way through a payload along its schema.
struct PayloadWalk {
  private let contract: Contract
  private let use: ContractSchemas.Use
  var rest: [(value: JSONCursor, spot: Int)] = []
  /// How many values were held against branches.
  private(set) var tried = 0
  /// The values that are not as they must be, by their numbers in the document.
  private var broken: Set<Int> = []
  private var visited: Set<Visit> = []

  private struct Visit: Hashable { let value: Int, spot: Int }

  init(_ contract: Contract, _ direction: SchemaOptions.Direction) {
    (self.contract, use) = (contract, .init(direction: direction))
  }

  /// False where so much is wrong, or unknown, that nothing is covered.
  mutating func begin(_ root: JSONCursor, _ schema: ContractPlace, _ limit: Int) -> Bool {
    guard let compiled = try? contract.storage.schemas.schema(at: schema, for: use) else { return false }
    let violations = compiled.check(root, limit: limit)
    if violations.count >= limit || violations.contains(where: \.isGivenUp) { return false }
    for violation in violations {
      guard let value = violation.value.pointer.flatMap({ root.other(0).resolve($0) }) else { return false }
      broken.insert(value.ordinal)
    }
    return true
  }

  mutating func visit(
    _ value: JSONCursor, _ spot: Int, _ outline: SchemaSpots.Outline, _ marks: inout Set<Coverage.Mark>
  ) {
    var found: [Coverage.Mark.Aspect] = [.value]
    var fits = !broken.contains(value.ordinal)
    for (number, union) in outline.unions.enumerated() {
      let fitting = union.branches.indices.filter { isValid(value, union.branches[$0].place) }
      guard !fitting.isEmpty, !union.isExclusive || fitting.count == 1 else {
        fits = false
        continue
      }
      for index in fitting {
        if union.isChoice, !union.branches[index].isNull { found.append(.branch(union: number, index)) }
        let branch = union.branches[index].spot
        // A union may lead back to itself.
        if visited.insert(Visit(value: value.ordinal, spot: branch)).inserted { rest.append((value, branch)) }
      }
    }
    if value.isNull {
      if outline.allowsNull { found.append(.null) }
    } else if !outline.values.isEmpty, let index = outline.positions[value.value] {
      found.append(.listed(index))
    }
    if fits { for aspect in found { marks.insert(Coverage.Mark(spot: spot, aspect: aspect)) } }
    descend(value, outline)
  }

  private mutating func descend(_ value: JSONCursor, _ outline: SchemaSpots.Outline) {
    if value.kind == .object, !outline.properties.isEmpty || outline.others != nil {
      for member in value.members {
        if let spot = outline.numbers[member.key.text] ?? outline.others { rest.append((member.value, spot)) }
      }
    }
    guard value.kind == .array, outline.items != nil || !outline.prefixItems.isEmpty else { return }
    for (index, element) in value.elements.enumerated() {
      if let spot = index < outline.prefixItems.count ? outline.prefixItems[index] : outline.items {
        rest.append((element, spot))
      }
    }
  }

  private mutating func isValid(_ value: JSONCursor, _ branch: ContractPlace) -> Bool {
    tried += max(1, value.endOrdinal - value.ordinal)
    return (try? contract.storage.schemas.schema(at: branch, for: use))?.isValid(value) ?? false
  }
}
