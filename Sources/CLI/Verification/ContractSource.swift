import ContractTesting
import Files
import JSONModel
import RecordReplay

/// The contracts that a command verifies with: those of `--contract`, then `Schemas/<api>/openapi.yaml`.
struct ContractSource {
  static let option = OptionDeclaration(
    "contract", value: "[API=]FILE", repeats: true,
    help: "an OpenAPI document, not the API's own")

  /// The path of the file for an API, by its name; that of nil is for every API that has none of its own.
  private var files: [String?: String] = [:]
  private let locations: Locations
  private let next: String

  init(_ arguments: Arguments, _ locations: Locations, next: String) throws(UsageError) {
    (self.locations, self.next) = (locations, next)
    for text in arguments.values("contract") {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      let isNamed = parts.count == 2 && API.isName(parts[0])
      let name = isNamed ? parts[0] : nil
      guard files.updateValue(isNamed ? parts[1] : text, forKey: name) == nil else {
        throw UsageError(
          message: "--contract: two files for \(name.map { "the API \($0)" } ?? "every API"); write API=FILE",
          next: next)
      }
    }
  }

  /// The contract of an API; nil where there is none. Throws where its file cannot be used.
  func contract(of api: String) throws(CommandError) -> Contract? {
    if let file = files[api] ?? files[nil] { return try load(file, api, for: "--contract") }
    guard let path = locations.contractPath(api) else { return nil }
    return try load(path, api, for: "contract")
  }

  /// Where the contract of an API is; nil where it has none.
  func path(of api: String) -> String? { files[api] ?? files[nil] ?? locations.contractPath(api) }

  /// The names of the APIs that have a contract of their own.
  var apis: [String] {
    Set(files.keys.compactMap(\.self) + locations.apis.filter { locations.contractPath($0) != nil }).sorted()
  }

  /// By the names of the APIs that have one.
  func contracts(of apis: [API]) throws(CommandError) -> [String: Contract] {
    var contracts: [String: Contract] = [:]
    for api in apis { contracts[api.name] = try contract(of: api.name) }
    return contracts
  }

  private func load(_ path: String, _ api: String, for option: String) throws(CommandError) -> Contract {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let folder = parts.count > 1 ? parts.dropLast().joined(separator: "/") + "/" : ""
    // What is wrong with the first file is said as of any file that a user names.
    let first = try InputFile(path, for: option, next: next)
    do throws(ContractError) {
      return try Contract(parts.last ?? path, in: folder, api: api, cache: ContractForms.cache) { relative in
        if folder + relative == path { return first.bytes }
        return try RegularFile(opening: folder + relative).bytes(limit: InputFile.limit)
      }
    } catch {
      throw CommandError("the contract of \(api) cannot be used: \(error.reason)", at: error.place, next: next)
    }
  }
}
