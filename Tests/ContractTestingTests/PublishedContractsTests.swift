import Findings
import HTTPModel
import JSONModel
import SchemaValidation
import TestSupport
import Testing

@testable import ContractTesting

/// ../shared/contracts: what there is in twelve real documents, which of their examples fail, and 1,215 payloads.
@Suite(.enabled(if: SharedFiles.available), .serialized)
struct PublishedContractsTests {
  @Test(arguments: PublishedContract.names)
  func `a published document has as many operations, webhooks and schemas as it is known to have`(name: String) throws {
    let published = try PublishedContract.named(name)
    let counts = try #require(published.truth["counts"])
    let contract = published.contract
    let survey = ContractSurvey(contract.storage.files, isVersion30: contract.storage.isVersion30)
    #expect(contract.storage.paths.paths.count == counts["paths"]?.int)
    #expect(contract.operations.count == counts["operations"]?.int)
    #expect(contract.webhooks.count == counts["webhooks"]?.int)
    #expect(survey.schemas.count { $0.value.kind == .object } == counts["schema_objects_visited"]?.int)
    let references = counts["refs_where_a_reference_has_meaning"]
    #expect(survey.referenceCounts.local == references?["local"]?.int)
    #expect(survey.referenceCounts.file == references?["file"]?.int)
    #expect(survey.broken.count == counts["unresolved_refs"]?.count)
    #expect(contract.storage.files.files.count >= counts["files_reached"]?.int ?? 1)
  }

  @Test(arguments: PublishedContract.names)
  func `exactly the examples fail that are known to`(name: String) throws {
    let published = try PublishedContract.named(name)
    let found = published.contract.faults().filter { [.exampleInvalid, .defaultInvalid].contains($0.rule) }
    let texts = Set(found.map { published.text($0.contract) })
    let expected = Set(published.truth["failing_examples"]?.elements.compactMap { $0["example"]?.string } ?? [])
    #expect(expected.subtracting(texts).sorted() == [])
    // The independent tools stop at a reference to nothing; here what does not run through it is judged too.
    let further = texts.subtracting(expected)
    if !further.isEmpty { #expect(try published.completeSchemas(ofSamples: further) == 0) }
    #expect(further.count == (name == "intercom" ? 13 : 0))
    #expect(found.count == (published.truth["failing_examples"]?.count ?? 0) + further.count)
  }

  @Test func `each of 1,215 payloads is judged as it is known to be`() throws {
    var right = 0, judged = 0
    for name in PublishedContract.names {
      let published = try PublishedContract.named(name)
      for mutant in published.truth["mutants"].map({ Array($0.elements) }) ?? [] {
        let place = try #require(published.place(mutant["schema"]?.string ?? ""))
        let schema = try published.contract.storage.schemas.compile(place, .init(formats: .annotated)).get()
        let payload = try #require(mutant["payload"] ?? published.place(mutant["from"]?.string ?? "")?.value).value
        var values = [(payload, mutant["valid"]?.bool)]
        for change in mutant["changed"].map({ Array($0.elements) }) ?? [] {
          let operation = try #require(change["op"])
          let pointer = try #require(JSONPointer(operation[1]?.string ?? "")).tokens
          values.append((payload.changed(at: pointer[...], to: operation[2]?.value), change["valid"]?.bool))
        }
        for (value, isValid) in values {
          judged += 1
          let document = try JSONDocument(parsing: value.bytes())
          let found = schema.check(document.root)
          if found.isEmpty == isValid {
            right += 1
          } else {
            Issue.record(
              "\(name) \(mutant["schema"]?.string ?? ""): \(found.map(\.reason)), valid: \(isValid ?? false)")
          }
        }
      }
    }
    #expect(right == 1_215)
    #expect(judged == 1_215)
  }
}

extension JSONValue {
  /// `value` nil: without what is there.
  fileprivate func changed(at path: ArraySlice<String>, to value: JSONValue?) -> JSONValue {
    guard let first = path.first else { return value ?? .null }
    let rest = path.dropFirst()
    switch self {
    case .object(var object):
      object[first] = rest.isEmpty ? value : object[first]?.changed(at: rest, to: value)
      return .object(object)
    case .array(var elements):
      guard let index = Int(first), elements.indices.contains(index) else { return self }
      if rest.isEmpty, value == nil {
        elements.remove(at: index)
      } else {
        elements[index] = elements[index].changed(at: rest, to: value)
      }
      return .array(elements)
    default: return self
    }
  }
}
