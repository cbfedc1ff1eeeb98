import JSONModel
import Locking
import SchemaValidation
import TestSupport

@testable import ContractTesting

/// The twelve published documents and what independent tools say of them.
struct PublishedContract: Sendable {
  let name: String
  let truth: JSONCursor
  let contract: Contract

  struct NotThere: Error { let what: String }

  static let names = [
    "twilio", "digitalocean", "kubernetes-apps", "intercom", "asana", "box", "paypal-orders", "aws-sesv2",
    "klaviyo-profiles", "discord", "museum", "resend",
  ]

  static let truths: JSONDocument? = try? JSONDocument(parsing: SharedFiles.bytes("contracts/truth.json"))

  private static let loaded = Lock<[String: PublishedContract]>([:])

  /// Each is loaded once.
  static func named(_ name: String) throws -> PublishedContract {
    if let known = loaded.withLock({ $0[name] }) { return known }
    let published = try PublishedContract(name)
    loaded.withLock { $0[name] = published }
    return published
  }

  private init(_ name: String) throws {
    self.name = name
    guard let truth = PublishedContract.truths?.root["documents"]?[name], let file = truth["file"]?.string else {
      throw NotThere(what: "contracts/truth.json: \(name)")
    }
    self.truth = truth
    if file.hasSuffix(".tar.gz") {
      let folder = try TemporaryFolder()
      let done = try Subprocess.run("tar", ["-xzf", "\(SharedFiles.folder)/contracts/\(file)", "-C", folder.path])
      guard done.status == 0 else { throw NotThere(what: file) }
      contract = try Contract("DigitalOcean-public.v2.yaml", api: name) { path in
        try SharedFiles.contents("\(folder.path)/specification/\(path)")
      }
    } else {
      let bytes =
        file.hasSuffix(".gz")
        ? try Subprocess.run("gzip", ["-dc", "\(SharedFiles.folder)/contracts/\(file)"]).outputBytes
        : try SharedFiles.bytes("contracts/\(file)")
      let root = file.split(separator: "/").last.map(String.init) ?? file
      contract = try Contract(parsing: bytes, named: root.hasSuffix(".gz") ? String(root.dropLast(3)) : root, api: name)
    }
  }

  /// Of how many of some samples' schemas all is there that they refer to.
  func completeSchemas(ofSamples samples: Set<String>) throws -> Int {
    let storage = contract.storage
    var registry = SchemaRegistry()
    for file in storage.files.files {
      try registry.add(file.document, uri: file.uri, dialect: storage.isVersion30 ? .openAPI30 : .openAPI31)
    }
    let survey = ContractSurvey(storage.files, isVersion30: storage.isVersion30)
    return survey.samples.count { sample in
      guard samples.contains(text(sample.value.value.place)) else { return false }
      let uri = storage.files.files[sample.schema.file].uri
      return (try? Schema.compile(at: sample.schema.value, ofDocument: uri, in: registry)) != nil
    }
  }

  /// What `#/paths/…` or `file#/…` names.
  func place(_ text: String) -> ContractPlace? {
    let files = contract.storage.files
    let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let number = parts[0].isEmpty ? 0 : files.number(of: parts[0]),
      let pointer = JSONPointer(parts[1])
    else { return nil }
    return files.files[number].document.root.resolve(pointer).map { ContractPlace(file: number, value: $0) }
  }

  /// The other way round.
  func text(_ place: SourcePlace?) -> String {
    let root = contract.storage.files.files[0].path
    return "\(place?.file == root ? "" : place?.file ?? "")#\(place?.pointer?.description ?? "")"
  }
}
