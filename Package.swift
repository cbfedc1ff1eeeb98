// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// A library target of the house. The rows of the house, which say what may import what, are held by
/// `Tests/HouseTests`.
func module(_ name: String, _ dependencies: [String] = []) -> Target {
  .target(name: name, dependencies: dependencies.map { .init(stringLiteral: $0) }, swiftSettings: settings)
}

/// An executable that replays a parser's corpus, and that `.ci/fuzz` makes a libFuzzer of.
func fuzzer(_ name: String, _ dependencies: [String]) -> Target {
  .executableTarget(
    name: name, dependencies: (dependencies + ["CorpusReplay"]).map { .init(stringLiteral: $0) }, exclude: ["Corpus"],
    swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [String]) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: (dependencies + ["TestSupport"]).map { .init(stringLiteral: $0) },
    swiftSettings: settings)
}

func library(_ name: String, pkgConfig: String, apt: String, brew: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt]), .brew([brew])])
}

/// What `.ci/package` tells the build of the commit that it builds; any other build tells nothing. It is no more than one
/// word of C, whatever the environment holds.
let commitSettings: [CSetting] = ["TAPEDECK_COMMIT", "TAPEDECK_COMMIT_DATE"].compactMap { name in
  guard let word = Context.environment[name], !word.isEmpty, word.count <= 64,
    word.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
  else { return nil }
  return .define(name, to: word)
}

let package = Package(
  name: "tapedeck",
  platforms: [.macOS(.v26)],
  products: [
    .executable(name: "tapedeck", targets: ["CLI"]), .library(name: "TapedeckTesting", targets: ["TapedeckTesting"]),
  ],
  targets: [
    // Row 0
    library("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev", brew: "curl"),
    library("CUV", pkgConfig: "libuv", apt: "libuv1-dev", brew: "libuv"),
    library("COpenSSL", pkgConfig: "openssl", apt: "libssl-dev", brew: "openssl@3"),
    library("CNghttp2", pkgConfig: "libnghttp2", apt: "libnghttp2-dev", brew: "nghttp2"),
    library("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev", brew: "zlib"),
    library("CBrotli", pkgConfig: "libbrotlidec", apt: "libbrotli-dev", brew: "brotli"),
    library("CZstd", pkgConfig: "libzstd", apt: "libzstd-dev", brew: "zstd"),
    library("CYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev", brew: "libyaml"),
    library("CPCRE2", pkgConfig: "libpcre2-8", apt: "libpcre2-dev", brew: "pcre2"),
    library("CIDN2", pkgConfig: "libidn2", apt: "libidn2-dev", brew: "libidn2"),
    library("CArchive", pkgConfig: "libarchive", apt: "libarchive-dev", brew: "libarchive"),
    .target(name: "CAssets"),
    .target(name: "CCommit", cSettings: commitSettings),
    module("Locking"),
    // Row 1
    module("JSONModel", ["Locking"]),
    module("HTTPModel", ["Locking"]),
    module("Hashing", ["COpenSSL"]),
    module("ContentCoding", ["CBrotli", "CZlib", "CZstd"]),
    module("ArchiveReading", ["CArchive"]),
    module("Clocks", ["Locking"]),
    module("Files", ["CAssets"]),
    module("EventLoop", ["CUV", "Locking"]),
    // Row 2
    module("SecretDetection", ["HTTPModel", "Hashing"]),
    module("Findings", ["Clocks", "Hashing", "JSONModel"]),
    module("QueryLanguages", ["JSONModel"]),
    module("SchemaValidation", ["CIDN2", "CPCRE2", "JSONModel", "Locking"]),
    module("Signing", ["Clocks", "Hashing", "HTTPModel"]),
    module("CloudFormation", ["JSONModel", "Hashing"]),
    module("YAMLReading", ["CYAML", "Hashing", "JSONModel"]),
    module("Certificates", ["COpenSSL", "Clocks", "Files", "Hashing", "Locking"]),
    module("HTTPFetching", ["CCurl", "CUV", "Clocks", "EventLoop", "HTTPModel", "Locking"]),
    module("HTTPServing", ["CNghttp2", "COpenSSL", "CUV", "Clocks", "EventLoop", "HTTPModel", "JSONModel"]),
    // Row 3
    module(
      "RecordReplay",
      [
        "CIDN2", "Clocks", "ContentCoding", "EventLoop", "Files", "Hashing", "HTTPModel", "JSONModel", "Locking",
        "SecretDetection",
      ]),
    module(
      "ContractTesting", ["Findings", "HTTPModel", "JSONModel", "Locking", "SchemaValidation", "YAMLReading"]),
    module("ContractDrafting", ["HTTPModel", "JSONModel", "SchemaValidation", "YAMLReading"]),
    module("WorkflowEngine", ["Clocks", "HTTPModel", "Hashing", "JSONModel", "Locking", "QueryLanguages"]),
    // Row 4
    module(
      "ForeignFormats",
      [
        "ArchiveReading", "Clocks", "ContentCoding", "Files", "Hashing", "HTTPModel", "JSONModel", "RecordReplay",
        "YAMLReading",
      ]),
    module(
      "AWSTasks",
      ["Clocks", "ContentCoding", "HTTPModel", "Hashing", "JSONModel", "Locking", "Signing", "WorkflowEngine"]),
    .target(name: "PurchaseWorkflow", resources: [.embedInCode("Resources")], swiftSettings: settings),
    module(
      "Reporting",
      [
        "Clocks", "ContractTesting", "Findings", "HTTPModel", "Hashing", "JSONModel", "RecordReplay",
        "SchemaValidation",
        "WorkflowEngine",
      ]),
    module("CorpusReplay", ["Files"]),
    module("UserState", ["Files", "HTTPModel", "Hashing", "RecordReplay"]),
    // Row 5
    module(
      "TapedeckTesting",
      [
        "Certificates", "Clocks", "EventLoop", "Files", "HTTPFetching", "HTTPModel", "HTTPServing", "JSONModel",
        "Locking", "RecordReplay", "UserState",
      ]),
    .executableTarget(
      name: "CLI",
      dependencies: [
        "ArchiveReading", "AWSTasks", "CCommit", "ContentCoding", "Certificates", "Clocks", "CloudFormation",
        "ContractDrafting", "ContractTesting", "EventLoop", "Files", "Findings", "ForeignFormats", "HTTPFetching",
        "HTTPModel", "HTTPServing", "Hashing", "JSONModel", "Locking",
        "PurchaseWorkflow", "RecordReplay", "Reporting", "SchemaValidation", "SecretDetection", "UserState",
        "WorkflowEngine", "YAMLReading",
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "ContractTesting", "EventLoop", "ForeignFormats", "HTTPFetching", "HTTPModel", "JSONModel", "RecordReplay",
        "SchemaValidation",
        "TestSupport", "WorkflowEngine",
      ],
      swiftSettings: settings),
    fuzzer("FuzzJSON", ["JSONModel"]),
    fuzzer("FuzzHTTP", ["HTTPModel"]),
    fuzzer("FuzzHTTP2", ["HTTPModel", "HTTPServing"]),
    fuzzer("FuzzHAR", ["ForeignFormats", "HTTPModel", "JSONModel", "RecordReplay"]),
    fuzzer("FuzzCassette", ["HTTPModel", "JSONModel", "RecordReplay"]),
    fuzzer("FuzzJSONPath", ["JSONModel", "QueryLanguages"]),
    fuzzer("FuzzStateMachine", ["JSONModel", "WorkflowEngine"]),
    fuzzer("FuzzYAML", ["JSONModel", "YAMLReading"]),
    fuzzer("FuzzSchema", ["JSONModel", "SchemaValidation"]),
    // Tests
    .target(
      name: "TestSupport", dependencies: ["HTTPModel", "Hashing", "JSONModel", "Locking"], path: "Tests/TestSupport",
      swiftSettings: settings),
    tests("Locking", ["Locking"]),
    tests("JSONModel", ["JSONModel"]),
    tests("HTTPModel", ["HTTPModel", "Locking"]),
    tests(
      "HTTPServing",
      ["CNghttp2", "Certificates", "Clocks", "EventLoop", "HTTPModel", "HTTPServing", "JSONModel", "Locking"]),
    tests("Files", ["Files"]),
    tests("Hashing", ["Hashing"]),
    tests("ContentCoding", ["ContentCoding"]),
    tests("ArchiveReading", ["ArchiveReading"]),
    tests("Clocks", ["Clocks"]),
    tests("EventLoop", ["EventLoop"]),
    tests("HTTPFetching", ["CCurl", "EventLoop", "HTTPFetching", "HTTPModel", "Locking"]),
    tests("SecretDetection", ["Hashing", "JSONModel", "SecretDetection"]),
    tests("RecordReplay", ["Clocks", "Files", "HTTPModel", "Hashing", "JSONModel", "Locking", "RecordReplay"]),
    tests("QueryLanguages", ["JSONModel", "QueryLanguages"]),
    tests("SchemaValidation", ["JSONModel", "SchemaValidation"]),
    tests("Signing", ["Clocks", "HTTPModel", "Signing"]),
    tests("YAMLReading", ["JSONModel", "YAMLReading"]),
    tests("Certificates", ["Certificates", "Clocks", "Files"]),
    tests("CloudFormation", ["CloudFormation", "JSONModel"]),
    tests("ContractTesting", ["ContractTesting", "Findings", "HTTPModel", "JSONModel", "Locking", "SchemaValidation"]),
    tests("ContractDrafting", ["ContractDrafting", "HTTPModel", "JSONModel", "SchemaValidation", "YAMLReading"]),
    tests("WorkflowEngine", ["Clocks", "HTTPModel", "JSONModel", "Locking", "QueryLanguages", "WorkflowEngine"]),
    tests(
      "AWSTasks",
      [
        "AWSTasks", "Clocks", "ContentCoding", "EventLoop", "HTTPFetching", "HTTPModel", "HTTPServing", "JSONModel",
        "Locking", "RecordReplay", "WorkflowEngine",
      ]),
    tests(
      "ForeignFormats",
      [
        "Clocks", "ContentCoding", "EventLoop", "ForeignFormats", "HTTPFetching", "HTTPModel", "HTTPServing", "Hashing",
        "JSONModel", "RecordReplay", "YAMLReading",
      ]),
    tests(
      "PurchaseWorkflow",
      [
        "AWSTasks", "CloudFormation", "HTTPModel", "JSONModel", "Locking", "PurchaseWorkflow", "RecordReplay",
        "WorkflowEngine",
      ]),
    tests("Findings", ["Clocks", "Findings", "JSONModel"]),
    tests(
      "Reporting", ["Clocks", "ContractTesting", "Findings", "HTTPModel", "JSONModel", "Reporting", "WorkflowEngine"]),
    tests("CLI", ["CLI", "Clocks", "HTTPModel", "JSONModel", "RecordReplay", "Reporting"]),
    tests("UserState", ["RecordReplay", "UserState"]),
    tests("TapedeckTesting", ["Locking", "RecordReplay", "TapedeckTesting"]),
    .executableTarget(
      name: "AuditFetch", dependencies: ["EventLoop", "HTTPFetching", "HTTPModel"], path: "Tests/AuditFetch",
      swiftSettings: settings),
    tests(
      "EndToEnd",
      ["AuditFetch", "CLI", "HTTPModel", "Hashing", "JSONModel", "RecordReplay", "SchemaValidation", "YAMLReading"]),
    tests(
      "CorpusReplay",
      [
        "CorpusReplay", "FuzzJSON", "FuzzHTTP", "FuzzHTTP2", "FuzzHAR", "FuzzCassette", "FuzzJSONPath",
        "FuzzStateMachine", "FuzzYAML", "FuzzSchema",
      ]),
    tests("Benchmarks", ["Benchmarks"]),
    tests("House", []),
  ]
)
