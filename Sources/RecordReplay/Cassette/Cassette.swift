public import Clocks
import Files

/// A named, ordered set of interactions and a manifest, as a folder.
///
/// Interactions are checked when it is opened and read again when they are asked for, so that a large one costs little.
public struct Cassette: Sendable {
  /// The folder, as the user's path leads to it.
  public let path: String
  public var manifest: Manifest
  /// Of what is on disk.
  let index: CassetteIndex
  /// Behind those, in order; not on disk yet.
  var added: [Interaction] = []
  /// In place of some on disk, by their positions; not on disk yet.
  var replaced: [Int: Interaction] = [:]

  /// A cassette without interactions that is on no disk yet.
  public init(newAt path: String, manifest: Manifest = Manifest()) {
    self.init(path: path, manifest: manifest, index: CassetteIndex(folder: Folder(path)))
  }

  init(path: String, manifest: Manifest, index: CassetteIndex) {
    self.path = path
    self.manifest = manifest
    self.index = index
  }

  /// Files that are no side files are longer than this only by mistake.
  static let maxFileBytes = 64 << 20
  static let maxInteractions = 1_000_000
  /// What all side files that are read for comparing may have together: each counts as often as it is named.
  static let maxHeldBytes = 1 << 30

  /// How many interactions it holds.
  public var count: Int { index.entries.count + added.count }

  /// Their names, in the order of their numbers.
  public var names: [String] { (0..<count).map(name) }

  /// The same of those with this direction, but for some.
  func names(of direction: Interaction.Direction, besides others: Set<Int>) -> [String] {
    (0..<count).filter { self.direction(at: $0) == direction && !others.contains($0) }.map(name)
  }

  public func name(at index: Int) -> String { at(index, \.name, \.name) }

  public func direction(at index: Int) -> Interaction.Direction { at(index, \.direction, \.direction) }

  func afterLast(at index: Int) -> AfterLast? { at(index, \.afterLast, \.afterLast) }

  private func at<Fact>(
    _ position: Int, _ entry: KeyPath<CassetteIndex.Entry, Fact>, _ interaction: KeyPath<Interaction, Fact>
  ) -> Fact {
    let opened = index.entries.count
    return position < opened ? index.entries[position][keyPath: entry] : added[position - opened][keyPath: interaction]
  }

  /// Reads an interaction, from 0 in the order of their numbers. Throws where it is gone or damaged by now.
  public func interaction(at position: Int) throws(CassetteError) -> Interaction {
    let opened = index.entries.count
    if position >= opened { return added[position - opened] }
    if let replaced = replaced[position] { return replaced }
    return try index.interaction(at: position)
  }

  /// Puts another interaction in the place of one, with its number. In memory only, until `save()`; until then `names`
  /// has the name that was there.
  public mutating func replace(at position: Int, with interaction: Interaction) {
    let opened = index.entries.count
    var interaction = interaction
    if InteractionName.number(of: interaction.name) != InteractionName.number(of: name(at: position)) {
      interaction.name = name(at: position)
    }
    if position >= opened {
      added[position - opened] = interaction
    } else {
      replaced[position] = interaction
    }
  }

  /// Whether an interaction is a line of `interactions.jsonl`.
  func isLine(at position: Int) -> Bool {
    position < index.entries.count && index.stores[Int(index.entries[position].store)] is PackedStore
  }

  /// Whether lines of `interactions.jsonl` are files as well, so that they count for nothing.
  var hasLinesWithFiles: Bool { index.stores.reduce(0) { $0 + $1.count } > index.entries.count }

  /// Nil where there is none of this name.
  public func interaction(named name: String) throws(CassetteError) -> Interaction? {
    for position in 0..<count where self.name(at: position) == name { return try interaction(at: position) }
    return nil
  }

  /// Reads all of them.
  public var interactions: [Interaction] {
    get throws(CassetteError) {
      var all: [Interaction] = []
      for position in 0..<count { all.append(try interaction(at: position)) }
      return all
    }
  }

  /// The earliest time at which something was recorded; nil where no interaction says when.
  public var startedAt: Instant? { ([index.startedAt] + added.map(\.recorded.at)).compactMap(\.self).min() }

  /// The number of the last line of `interactions.jsonl`, from 1, where it was cut off while it was written and is left
  /// out; else nil.
  public var tornLine: Int? { index.tornLine }
}

/// What is known of a cassette's interactions without reading them again.
struct CassetteIndex: Sendable {
  struct Entry: Sendable {
    let name: String
    let direction: Interaction.Direction
    let afterLast: AfterLast?
    /// Which of the stores, and where in it.
    let store: UInt8, position: Int32
  }

  let folder: Folder
  var stores: [any CassetteStore] = []
  /// In the order of their numbers.
  var entries: [Entry] = []
  /// Of side files, in bytes, by their paths.
  var lengths: [String: Int] = [:]
  var startedAt: Instant?
  var tornLine: Int?
  /// Nil where nobody said for which APIs.
  var matcher: Matcher?

  /// Throws where it is gone or damaged by now, or a side file has another length.
  func interaction(at index: Int) throws(CassetteError) -> Interaction {
    let entry = entries[index]
    let interaction = try stores[Int(entry.store)].interaction(at: Int(entry.position))
    for (path, content) in interaction.sideFiles {
      guard let before = lengths[path], before != content.length else { continue }
      throw CassetteError(.sideFileChanged(path, length: content.length, before: before), file: folder.path)
    }
    return interaction
  }
}
