import Testing

@testable import UserState

/// Where the keys of a user are kept.
struct UserFolderTests {
  struct Case: Sendable {
    let variables: [String: String], home: String?, path: String
    init(_ variables: [String: String], home: String? = "/home/u", _ path: String) {
      (self.variables, self.home, self.path) = (variables, home, path)
    }
  }

  @Test(arguments: [
    Case(["XDG_STATE_HOME": "/s", "HOME": "/h"], "/s/tapedeck/ca"),
    Case(["XDG_STATE_HOME": "", "HOME": "/h"], "/h/.local/state/tapedeck/ca"),
    Case(["XDG_STATE_HOME": "s", "HOME": "/h"], "/h/.local/state/tapedeck/ca"),
    Case([:], "/home/u/.local/state/tapedeck/ca"), Case(["HOME": ""], "/home/u/.local/state/tapedeck/ca"),
    Case(["HOME": "."], home: nil, "/.local/state/tapedeck/ca"),
  ])
  func `it is never below the current folder`(_ sample: Case) {
    #expect(UserFolder.path("ca", home: { sample.home }) { sample.variables[$0] } == sample.path)
  }
}
