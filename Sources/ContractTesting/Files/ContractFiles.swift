import HTTPModel
import JSONModel
import SchemaValidation
import YAMLReading

/// A contract's files, parsed: the first one and all that references in them lead to.
struct ContractFiles: Sendable {
  struct File: Sendable {
    /// Relative to the first file's folder.
    let path: String
    let uri: String
    let document: JSONDocument
  }

  private(set) var files: [File] = []
  private var numbers: [String: Int] = [:]
  /// Why a file that is referred to is not there, by its path.
  private(set) var missing: [String: String] = [:]
  /// Nil where every reference is a path.
  private var identifiers: SchemaRegistry?
  private var numbersByURI: [String: Int] = [:]

  /// The most files, and the most bytes of all of them.
  private static let maxFiles = 20_000, maxBytes = 256 << 20

  /// Loads `root`, then what references lead to. `read` gives a file by its path relative to the first one's folder.
  init(
    _ root: String, folder: String, cache: ContractCache?, read: (String) throws -> [UInt8]
  ) throws(ContractError) {
    var budget = ContractFiles.maxBytes
    func bytes(_ path: String) throws(ContractError) -> [UInt8] {
      do {
        let bytes = try read(path)
        budget -= bytes.count
        if budget < 0 {
          throw ContractError(
            .unreadable("the contract exceeds \(ContractFiles.maxBytes) bytes"), at: SourcePlace(file: path))
        }
        return bytes
      } catch let error as ContractError {
        throw error
      } catch {
        throw ContractError(.unreadable("\(error)"), at: SourcePlace(file: folder + path))
      }
    }
    try add(root, ContractFiles.parse(try bytes(root), named: folder + root, cache))
    var next = 0
    while next < files.count {
      for path in ContractFiles.references(in: files[next]) where numbers[path] == nil && missing[path] == nil {
        guard files.count < ContractFiles.maxFiles else {
          missing[path] = "there are more than \(ContractFiles.maxFiles) files"
          continue
        }
        do throws(ContractError) {
          try add(path, ContractFiles.parse(try bytes(path), named: folder + path, cache))
        } catch {
          missing[path] = error.description
        }
      }
      next += 1
    }
  }

  private mutating func add(_ path: String, _ document: JSONDocument) throws(ContractError) {
    numbers[path] = files.count
    files.append(File(path: path, uri: FilePath.uri(of: path), document: document))
  }

  func number(of path: String) -> Int? { numbers[path] }

  /// From now on references lead to the schemas that have identifiers and anchors, too.
  mutating func identify(by registry: Result<SchemaRegistry, SchemaProblem>) {
    guard case .success(let registry) = registry, registry.hasIdentifiers else { return }
    identifiers = registry
    numbersByURI = Dictionary(files.indices.map { (files[$0].uri, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// What a reference leads to by identifiers.
  func identified(_ reference: JSONCursor, in file: Int) -> SchemaRegistry.ReferenceTarget {
    identifiers?.target(of: reference, inDocument: files[file].uri) ?? .undecided
  }

  func place(of value: JSONCursor, inDocument uri: String) -> ContractPlace? {
    numbersByURI[uri].map { ContractPlace(file: $0, value: value) }
  }

  private static func parse(
    _ bytes: [UInt8], named name: String, _ cache: ContractCache?
  ) throws(ContractError) -> JSONDocument {
    let source = SourceText(name, quoting: bytes)
    if DocumentSyntax(of: bytes) == .json {
      do throws(JSONSyntaxError) {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        return try JSONDocument(parsing: text, from: source)
      } catch {
        throw ContractError(.syntax("not JSON: \(error.reason)"), at: error.place)
      }
    }
    // Small files are parsed as fast as they are looked up.
    let cache = bytes.count >= 1 << 14 ? cache : nil
    if let form = cache?.load(bytes), let document = ParsedForm.document(form, of: bytes, source) { return document }
    do throws(YAMLError) {
      let document = try YAMLDocument(parsing: bytes, from: source).json
      cache?.store(bytes, ParsedForm.bytes(of: document, parsedFrom: bytes))
      return document
    } catch {
      throw ContractError(.syntax("not YAML: \(error.reason)"), at: error.place)
    }
  }

  /// The files that any text `$ref` of a file names. Some are data, and lead nowhere: nobody asks for these.
  private static func references(in file: File) -> [String] {
    var found: [String] = []
    var seen: Set<String> = []
    var rest = [file.document.root]
    while let next = rest.popLast() {
      for element in next.elements where element.count > 0 { rest.append(element) }
      for member in next.members {
        if member.value.count > 0 { rest.append(member.value) }
        guard member.isNamed("$ref"), let text = member.value.string else { continue }
        let parts = text.utf8.split(separator: UInt8(ascii: "#"), maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, !name.isEmpty, let path = FilePath.resolve(Substring(name), from: file.path),
          path != file.path, seen.insert(path).inserted
        else { continue }
        found.append(path)
      }
    }
    return found
  }
}
