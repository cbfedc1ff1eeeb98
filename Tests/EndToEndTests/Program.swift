import TestSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The built program, run as a user runs it.
enum Program {
  /// Beside the test's own executable.
  static let path = beside("tapedeck") ?? SharedFiles.root + "/.build/debug/tapedeck"

  /// An executable beside the test's own; nil where it is not there.
  static func beside(_ name: String) -> String? {
    #if canImport(Glibc)
      var buffer = [CChar](repeating: 0, count: 4096)
      let count = readlink("/proc/self/exe", &buffer, buffer.count)
      let executable = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let folder = executable.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
      if SharedFiles.exists("\(folder)/\(name)") { return "\(folder)/\(name)" }
    #endif
    return nil
  }

  /// What it keeps for a user goes here in all tests that do not care.
  static let stateFolder = SharedFiles.root + "/.build/test-state"
  static let environment = ["XDG_STATE_HOME": stateFolder]

  /// Runs it in the project's root, or in `folder`.
  static func run(
    _ arguments: String..., in folder: String? = nil, environment: [String: String] = Program.environment
  ) throws -> Subprocess.Result {
    try Subprocess.run(path, arguments, in: folder ?? SharedFiles.root, environment: environment)
  }
}

/// A copy of the project's cassettes and schemas that a test may spoil.
struct Workplace {
  let folder: TemporaryFolder

  init(_ cassettes: String...) throws {
    folder = try TemporaryFolder()
    for place in ["Schemas"] + cassettes.map({ "Cassettes/\($0)" }) {
      for file in try SharedFiles.projectPaths(place, endingIn: [""]) {
        try folder.write(try SharedFiles.project("\(place)/\(file)"), to: "\(place)/\(file)")
      }
    }
  }

  func run(_ arguments: String...) throws -> Subprocess.Result {
    try Subprocess.run(
      Program.path, arguments, in: folder.path, environment: ["XDG_STATE_HOME": folder.path + "/state"])
  }

  /// The purchase, with mails that go to an API `post`, of which nothing is known but its host.
  static func withoutContractForMails() throws -> Workplace {
    let place = try Workplace("purchase")
    for file in try SharedFiles.projectPaths("Cassettes/purchase", endingIn: [".json"]) {
      let path = "Cassettes/purchase/\(file)"
      let text = try place.folder.text(path)
      try place.folder.write(
        text.replacing(#""api": "ses""#, with: #""api": "post""#)
          .replacing("email.us-east-1.amazonaws.com", with: "mails.example.com")
          .replacing(#""ses": {}"#, with: #""post": {"hosts": ["https://mails.example.com"]}"#), to: path)
    }
    return place
  }

  /// Replaces text in a file; the text must be there.
  func change(_ file: String, _ old: String, _ new: String) throws {
    let text = try folder.text(file)
    guard text.contains(old) else { throw Unchanged(file: file, text: old) }
    try folder.write(text.replacing(old, with: new), to: file)
  }

  struct Unchanged: Error { let file: String, text: String }

  func remove(_ file: String) { unlink("\(folder.path)/\(file)") }
}
