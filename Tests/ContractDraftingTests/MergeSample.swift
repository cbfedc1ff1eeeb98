import ContractDrafting
import JSONModel
import Testing
import YAMLReading

/// Merges exchanges into the texts of contracts.
enum MergeSample {
  /// Merges exchanges into a text, and again: the second time nothing changes.
  static func merge(_ text: String, _ exchanges: [RecordedExchange]) throws -> ContractMerge {
    let merge = try once(text, exchanges)
    if merge.problems.isEmpty {
      let again = try once(String(decoding: merge.bytes, as: UTF8.self), exchanges)
      #expect(again.bytes == merge.bytes && again.changes.isEmpty && again.problems.isEmpty)
    } else {
      #expect(merge.bytes == Array(text.utf8) && merge.changes.isEmpty)
    }
    return merge
  }

  static func once(_ text: String, _ exchanges: [RecordedExchange]) throws -> ContractMerge {
    let source = try ExistingContract(parsing: Array(text.utf8), file: "a.yaml")
    return ContractMerge(ContractDraft(exchanges, title: "example", extending: source), into: source)
  }

  /// The same of a contract in JSON.
  static func merge(json text: String, _ exchanges: RecordedExchange...) throws -> (String, ContractMerge) {
    let merge = try merge(text, exchanges)
    return (String(decoding: merge.bytes, as: UTF8.self), merge)
  }

  static let head = """
    paths:
      /things:
        get:
          responses:
            '200':
              description: Mine
              content:
                application/json:
                  schema:

    """
  static let blanks = String(repeating: " ", count: 16)

  /// What becomes of the lines of an answer's schema, which are in a contract of this version.
  static func schema(_ old: String, _ answers: [String], version: String = "3.1.0") throws -> (String, ContractMerge) {
    let lines = old.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : Self.blanks + $0 }.joined(separator: "\n")
    let head = "openapi: \(version)\n\(Self.head)", end = "\n# the end\n"
    let merge = try merge(head + lines + end, try answers.map { try .sample("GET", "/things", answer: $0) })
    let new = String(decoding: merge.bytes, as: UTF8.self)
    try #require(new.hasPrefix(head) && new.hasSuffix(end))
    let found = new.dropFirst(head.count).dropLast(end.count).split(separator: "\n", omittingEmptySubsequences: false)
    return (found.map { String($0.dropFirst(Self.blanks.count)) }.joined(separator: "\n"), merge)
  }
}
