import HTTPModel
import JSONModel

/// A body, read by what a contract has for it.
struct PayloadBody {
  let bytes: [UInt8]
  let headers: HeaderFields
  let files: ContractFiles

  private var type: MediaType? { headers.first("content-type").flatMap { MediaType($0) } }

  /// `isBySuffix`: the contract has only another media type of the same syntax.
  func entry(in content: MediaTypes) -> (entry: MediaTypes.Entry, isBySuffix: Bool)? {
    if let type { return content.match(type).map { ($0.entry, $0.isBySuffix) } }
    // A body that does not say its type is of the only one.
    guard headers.first("content-type") == nil, content.entries.count == 1 else { return nil }
    return (content.entries[0], false)
  }

  enum Reading {
    case document(JSONDocument)
    /// A file, or what no schema is given for.
    case opaque
    /// Not what its media type says, or what is not read.
    case unreadable

    var isReadable: Bool { if case .unreadable = self { false } else { true } }

    init(_ json: [UInt8]) { self = (try? JSONDocument(parsing: json)).map(Reading.document) ?? .unreadable }
  }

  func reading(by entry: MediaTypes.Entry) -> Reading {
    guard let type = type ?? entry.type else { return .unreadable }
    if type.isJSON { return Reading(bytes) }
    guard let schema = entry.schema else { return .opaque }
    switch TextReader(files: files).body(bytes, type, by: schema, of: entry.place) {
    case .json(let json): return Reading(json)
    case .opaque: return .opaque
    case .undivided, .unread: return .unreadable
    }
  }
}
