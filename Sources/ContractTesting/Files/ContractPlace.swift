import HTTPModel
import JSONModel
import SchemaValidation

/// A value in one of a contract's files.
struct ContractPlace: Hashable, Sendable {
  /// The file's number.
  let file: Int
  let value: JSONCursor

  static func == (left: ContractPlace, right: ContractPlace) -> Bool {
    left.file == right.file && left.value.ordinal == right.value.ordinal
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(file)
    hasher.combine(value.ordinal)
  }

  subscript(_ key: String) -> ContractPlace? { value[key].map { ContractPlace(file: file, value: $0) } }

  func at(_ value: JSONCursor) -> ContractPlace { ContractPlace(file: file, value: value) }

  var elements: [ContractPlace] { value.elements.map(at) }
  var members: [(name: String, value: ContractPlace)] { value.members.map { ($0.key.text, at($0.value)) } }
  /// Members that are no extensions.
  var fields: [(name: String, value: ContractPlace)] {
    members.filter { !$0.name.utf8.starts(with: "x-".utf8) }
  }

  /// What `$ref` says, where this is an object that has one.
  var reference: JSONCursor? {
    guard value.kind == .object, let reference = value["$ref"], reference.kind == .string else { return nil }
    return reference
  }
}

/// Why a reference leads nowhere.
struct BrokenReference: Error, Hashable, Sendable {
  let text: String
  let reason: String
  let place: SourcePlace
}

extension ContractFiles {
  private static let maxHops = 64

  /// What a reference in a file leads to.
  func target(of reference: JSONCursor, in file: Int) throws(BrokenReference) -> ContractPlace {
    let text = reference.string ?? ""
    func broken(_ reason: String) -> BrokenReference {
      BrokenReference(text: text, reason: reason, place: reference.place)
    }
    switch identified(reference, in: file) {
    case .value(let value, ofDocument: let uri): if let place = self.place(of: value, inDocument: uri) { return place }
    case .nowhere: throw broken("no schema of the contract has this identifier, or has such a place")
    case .undecided: break
    }
    let parts = text.utf8.split(separator: UInt8(ascii: "#"), maxSplits: 1, omittingEmptySubsequences: false)
    var number = file
    if let name = parts.first, !name.isEmpty {
      guard let path = FilePath.resolve(Substring(name), from: files[file].path) else {
        throw broken("only files of the contract are read; nothing is fetched")
      }
      guard let known = self.number(of: path) else {
        throw broken(missing[path] ?? "there is no such file")
      }
      number = known
    }
    guard parts.count == 2, !parts[1].isEmpty else {
      return ContractPlace(file: number, value: files[number].document.root)
    }
    let fragment = String(decoding: PercentEncoding.decoded(parts[1]), as: UTF8.self)
    guard let pointer = JSONPointer(fragment), let value = files[number].document.root.resolve(pointer) else {
      throw broken("there is no such place")
    }
    return ContractPlace(file: number, value: value)
  }

  /// The object itself, or what its `$ref` leads to.
  func resolved(_ place: ContractPlace) throws(BrokenReference) -> ContractPlace {
    if place.reference == nil { return place }
    let places = try chain(from: place)
    return places[places.count - 1]
  }

  /// The object itself, and what each `$ref` after the other leads to.
  func chain(from start: ContractPlace) throws(BrokenReference) -> [ContractPlace] {
    var place = start, places = [start]
    for _ in 0..<ContractFiles.maxHops {
      guard let reference = place.reference else { return places }
      place = try target(of: reference, in: place.file)
      places.append(place)
    }
    throw BrokenReference(
      text: place.reference?.string ?? "", reason: "it leads back to itself", place: place.value.place)
  }
}
