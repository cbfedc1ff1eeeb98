import TestSupport
import Testing

/// The shell scripts of the project, and the one that the program prints.
struct ShellScriptTests {
  @Test(
    .enabled(if: Client.isThere("shellcheck", "--version"), "shellcheck is missing"),
    .enabled(if: SharedFiles.exists(ActionTests.folder), "the scripts are not beside the sources"))
  func `shellcheck finds nothing wrong with them`() throws {
    let script = try Program.run("completions", "bash")
    #expect(script.status == 0)
    let folder = try TemporaryFolder()
    try folder.write(script.outputBytes, to: "tapedeck.bash")
    let scripts = try SharedFiles.projectPaths(".ci", endingIn: [""]).map { ".ci/\($0)" }.filter { path in
      try SharedFiles.project(path).starts(with: "#!/usr/bin/env bash".utf8)
    }
    let action = [".github/actions/tapedeck/install", ".github/actions/tapedeck/verify"]
    #expect(scripts.count >= 5)
    let result = try Subprocess.run(
      "shellcheck", ["--shell=bash", "--severity=warning", "\(folder.path)/tapedeck.bash"] + scripts + action,
      in: SharedFiles.root)
    #expect(result.status == 0, "\(result.output)")
  }
}
