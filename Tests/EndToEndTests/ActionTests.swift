import JSONModel
import TestSupport
import Testing
import YAMLReading

/// The action for GitHub, its steps run as a runner runs them: one shell each, `${{ inputs.… }}` filled in, what is
/// written to the runner's files handed on.
@Suite(
  .timeLimit(.minutes(5)),
  .enabled(if: SharedFiles.exists(SharedFiles.root + "/.github"), "the action is not beside the sources"))
struct ActionTests {
  static let folder = SharedFiles.root + "/.github/actions/tapedeck"

  /// A runner's workspace, with a `tapedeck.tar.gz` that holds the built program.
  struct Runner {
    let place: Workplace
    var path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    init() throws {
      place = try Workplace("purchase")
      for file in ["path", "output", "summary"] { try place.folder.write("", to: "runner/\(file)") }
      try place.folder.write("# Earlier\n", to: "runner/summary")
      // The program lies beside what it needs of the toolchain; a link leads there.
      let packed = try Subprocess.run(
        "sh",
        [
          "-ec",
          """
          mkdir -p made/tapedeck-0.1.0/bin; ln -s "$0" made/tapedeck-0.1.0/bin/tapedeck
          tar -czf tapedeck.tar.gz -C made tapedeck-0.1.0
          """, Program.path,
        ], in: place.folder.path)
      #expect(packed.status == 0, "\(packed.error)")
    }

    /// Runs the steps whose conditions hold, up to the first that fails.
    mutating func run(_ inputs: [String: String]) throws -> Subprocess.Result {
      let action = try YAMLDocument(parsing: try SharedFiles.contents("\(ActionTests.folder)/action.yml")).json.root
        .value
      #expect(action["runs"]?["using"]?.text == "composite")
      var values = inputs
      for (name, input) in ActionTests.members(action["inputs"]) where values[name] == nil {
        values[name] = input["default"]?.text
      }
      var result: Subprocess.Result?
      for step in action["runs"]?["steps"]?.array ?? [] {
        if let condition = step["if"]?.text {
          let input = try #require(condition.wholeMatch(of: #/\$\{\{ inputs\.([a-z-]+) != '' \}\}/#)).1
          if values[String(input)] == "" { continue }
        }
        result = try run(step, values)
        if result?.status != 0 { break }
        let added = try place.folder.text("runner/path").split(separator: "\n")
        path = added.reversed().joined(separator: ":") + (added.isEmpty ? "" : ":") + path
      }
      return try #require(result)
    }

    private func run(_ step: JSONValue, _ values: [String: String]) throws -> Subprocess.Result {
      func filled(_ text: String?) throws -> String {
        guard let text, let match = text.wholeMatch(of: #/\$\{\{ inputs\.([a-z-]+) \}\}/#) else { return text ?? "" }
        return try #require(values[String(match.1)])
      }
      let runner = "\(place.folder.path)/runner"
      var environment = [
        "PATH": path, "GITHUB_PATH": "\(runner)/path", "GITHUB_OUTPUT": "\(runner)/output",
        "GITHUB_STEP_SUMMARY": "\(runner)/summary", "RUNNER_TEMP": runner, "GITHUB_ACTION_PATH": ActionTests.folder,
        "XDG_STATE_HOME": "\(runner)/state",
      ]
      for (name, value) in ActionTests.members(step["env"]) { environment[name] = try filled(value.text) }
      let folder = try filled(step["working-directory"]?.text)
      return try Subprocess.run(
        "bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", try #require(step["run"]?.text)],
        in: "\(place.folder.path)/\(folder)", environment: environment)
    }
  }

  static func members(_ value: JSONValue?) -> [(String, JSONValue)] {
    value?.object?.map { ($0.key.text, $0.value) } ?? []
  }

  @Test func `the program of an archive is on the PATH of the steps that follow`() throws {
    var runner = try Runner()
    let result = try runner.run(["path": "tapedeck.tar.gz"])
    #expect(result.status == 0, "\(result.output)\(result.error)")
    let version = try Program.run("--version").output
    #expect(result.output == version)
    #expect(try runner.place.folder.text("runner/output") == "version=\(version.prefix { $0 != "\n" }.dropFirst(9))\n")
    #expect(
      try Subprocess.run("sh", ["-c", "tapedeck --version"], environment: ["PATH": runner.path]).output == version)
    #expect(try runner.place.folder.text("runner/summary") == "# Earlier\n")
  }

  @Test func `cassettes are verified with annotations in the log and a table in the summary`() throws {
    var runner = try Runner()
    let held = try runner.run(["path": "tapedeck.tar.gz", "verify": "all", "strict": "true"])
    #expect(held.status == 0, "\(held.output)\(held.error)")
    #expect(try runner.place.folder.text("runner/summary").contains("# Earlier\n"))
    #expect(try runner.place.folder.text("runner/summary").contains("no findings"))

    try runner.place.change(
      "Cassettes/purchase/003-paddle-GET-customers.json", #""status": "active""#, #""status": "asleep""#)
    let broken = try runner.run(["path": "tapedeck.tar.gz", "verify": "purchase"])
    #expect(broken.status == 1)
    #expect(
      broken.output.contains("::error file=Cassettes/purchase/003-paddle-GET-customers.json,line=28"),
      "\(broken.output)")
    #expect(try runner.place.folder.text("runner/summary").contains("unknown-enum-value"))
  }

  @Test(arguments: [
    ("nowhere.deb", "there is no file nowhere.deb"),
    ("Schemas/paddle/profile.json", "Schemas/paddle/profile.json is neither a .deb nor a .tar.gz"),
  ])
  func `what cannot be installed is an error in the log`(path: String, reason: String) throws {
    var runner = try Runner()
    let result = try runner.run(["path": path, "verify": "all"])
    #expect(result.status == 1)
    #expect(result.output == "::error title=tapedeck::\(reason)\n")
  }
}
