import RecordReplay
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A damaged cassette is an error with its place. It is never taken for missing, never crashes, and stays as it is.
struct DamagedCassetteTests {
  static let good = """
    {
      "api": "demo",
      "request": { "method": "GET", "url": "https://api.test/x", "headers": ["A: 1"] },
      "response": { "status": 200, "reason": "OK", "headers": [], "body": { "text": "x" } },
      "recorded": { "origin": "edited" }
    }
    """

  func error(_ written: WrittenCassette) throws -> String? {
    let before = try written.folder.files()
    let error = written.error()
    #expect(try written.folder.files() == before)
    return error
  }

  @Test func `the good one is good`() throws { #expect(try WrittenCassette(["001-a.json": Self.good]).error() == nil) }

  @Test(arguments: [
    ("\"api\": \"demo\",", "\"api\": \"demo\"", "3:3: unexpected '\"'"),
    ("\"api\": \"demo\"", "\"api\": \"other\"", "2:10: the API \"other\" is not among those in cassette.json"),
    ("\"api\": \"demo\",", "", "1:1: the file is missing the member \"api\""),
    ("\"api\": \"demo\"", "\"api\": 1", "2:10: /api is a number, it must be a string"),
    ("\"api\": \"demo\"", "\"api\": \"demo\", \"api\": \"demo\"", "2:18: the member \"api\" is duplicated"),
    ("\"api\": \"demo\"", "\"api\": \"demo\", \"ap\\u0069\": \"demo\"", "2:18: the member \"api\" is duplicated"),
    ("\"api\": \"demo\"", "\"api\": \"demo\", \"opration\": \"x\"", "2:18: the file has no member \"opration\""),
    ("\"method\": \"GET\"", "\"method\": \"G T\"", "3:26: /request/method is not a valid method"),
    ("https://api.test/x", "/x", "3:40: /request/url is not an absolute http or https URL"),
    ("https://api.test/x", "https://api.test/a b", "3:40: /request/url is not an absolute http or https URL"),
    ("https://api.test/x", "https://api.test/#f", "3:40: /request/url is not an absolute http or https URL"),
    ("[\"A: 1\"]", "[\"A 1\"]", "3:74: /request/headers/0 has no colon"),
    ("[\"A: 1\"]", "[\"A: 1\\r\\nB: 2\"]", "3:74: /request/headers/0 has a control character in its value"),
    ("[\"A: 1\"]", "[\"A B: 1\"]", "3:74: /request/headers/0 has no valid field name"),
    ("[\"A: 1\"]", "[{\"name\": \"A\", \"base64\": \"!\"}]", "3:98: /request/headers/0/base64 is not valid Base64"),
    ("\"status\": 200", "\"status\": 99", "4:27: /response/status must be a whole number from 100 to 999"),
    ("\"status\": 200", "\"status\": \"200\"", "4:27: /response/status is a string, it must be a number"),
    ("\"reason\": \"OK\"", "\"reason\": \"O\\nK\"", "4:42: /response/reason has a control character"),
    ("\"response\": {", "\"failure\": {", "4:14: /failure is missing the member \"kind\""),
    ("\"response\":", "\"failure\": {\"kind\": \"reset\"}, \"response\":", "1:1: the file must hold either a"),
    ("\"text\": \"x\"", "\"text\": \"x\", \"base64\": \"\"", "4:71: /response/body must hold one of"),
    ("\"text\": \"x\"", "", "4:71: /response/body must hold one of"),
    ("\"text\": \"x\"", "\"text\": \"x\", \"style\": \"tabs\"", "4:95: /response/body/style is only allowed beside"),
    ("\"text\": \"x\"", "\"json\": 1, \"style\": \"odd\"", "4:71: /response/body unknown style"),
    ("\"text\": \"x\"", "\"text\": \"x\", \"coding\": \"lzma\"", "4:96: /response/body/coding must be one of"),
    ("\"text\": \"x\"", "\"file\": \"bodies/none.txt\"", "4:81: the body's file bodies/none.txt is missing"),
    (
      "\"text\": \"x\"", "\"file\": \"bodies/../../secret\"",
      "4:81: the body's file bodies/../../secret is not a regular file"
    ),
    ("\"text\": \"x\"", "\"file\": \"/etc/passwd\"", "4:81: the body's file /etc/passwd is not a regular file"),
    ("\"text\": \"x\"", "\"file\": \"001-a.json\"", "4:81: the body's file 001-a.json is not a regular file"),
    ("\"text\": \"x\"", "\"file\": \"bodies/a\\u0000b\"", "4:81: the body's file bodies/a"),
    ("\"text\": \"x\"", "\"file\": \"\"", "4:81: the body's file  is not a regular file"),
    ("\"origin\": \"edited\"", "\"origin\": \"made up\"", "5:27: /recorded/origin must be one of"),
    (
      "\"origin\": \"edited\"", "\"origin\": \"imported\"",
      "5:27: /recorded/origin is \"imported\", so a member \"from\""
    ),
    ("\"edited\" }", "\"edited\", \"at\": \"soon\" }", "5:43: /recorded/at is not an RFC 3339 date-time"),
    ("\"edited\" }", "\"edited\", \"duration\": \"1h\" }", "5:49: /recorded/duration is not a duration such as"),
    ("\"edited\" }", "\"edited\" }, \"afterLast\": \"never\"", "5:52: /afterLast is \"never\", it must be one of miss"),
    ("\"edited\" }", "\"edited\" }, \"captures\": []", "5:51: /captures is an array, it must be an object"),
  ])
  func `an interaction that is none is an error with its place`(old: String, new: String, reason: String) throws {
    #expect(Self.good.contains(old))
    let written = try WrittenCassette(["001-a.json": Self.good.replacing(old, with: new)])
    let error = try #require(try error(written))
    #expect(error.hasPrefix("001-a.json:\(reason)"), "\(error)")
  }

  @Test(arguments: [
    ("", "cassette.json:2:1: the JSON text is empty"),
    ("[]", "cassette.json:1:1: the file is an array, it must be an object"),
    ("{ \"complete\": true, \"apis\": {} }", "cassette.json:1:1: the file is missing the member \"tapedeck\""),
    (
      "{ \"tapedeck\": 2, \"complete\": true, \"apis\": {} }",
      "cassette.json:1:15: cassette format 2 cannot be read, only format 1"
    ),
    ("{ \"tapedeck\": \"1\", \"x\": 0 }", "cassette.json:1:15: cassette format \"1\" cannot be read"),
    ("{ \"tapedeck\": 1, \"apis\": {} }", "cassette.json:1:1: the file is missing the member \"complete\""),
    ("{ \"tapedeck\": 1, \"complete\": 1, \"apis\": {} }", "cassette.json:1:30: /complete is a number"),
    (
      "{ \"tapedeck\": 1, \"complete\": true, \"apis\": { \"Bad\": {} } }",
      "cassette.json:1:46: \"Bad\" is not a valid API name"
    ),
    (
      "{ \"tapedeck\": 1, \"complete\": true, \"apis\": { \"a\": {}, \"a\": {} } }",
      "cassette.json:1:55: the API \"a\" is duplicated"
    ),
    (
      "{ \"tapedeck\": 1, \"complete\": true, \"apis\": { \"a\": { \"hosts\": [\"x\"] } } }",
      "cassette.json:1:63: /apis/a/hosts/0 is not a base URL"
    ),
    ("{ \"tapedeck\": 1, \"complete\": true, \"apis\": {}, \"x\": 1 }", "cassette.json:1:48: the file has no member"),
  ])
  func `a manifest that is none is an error with its place`(text: String, reason: String) throws {
    let error = try #require(try error(WrittenCassette([:], manifest: text)))
    #expect(error.hasPrefix(reason), "\(error)")
  }

  @Test func `a folder without a manifest is no cassette, and a missing one is missing`() throws {
    let written = try WrittenCassette([:], manifest: nil)
    #expect(try error(written) == "FOLDER: not a cassette: the folder has no cassette.json")
    #expect(throws: CassetteError(.notFound(near: []), file: "\(written.path)/none")) {
      try Cassette(loading: "\(written.path)/none")
    }
  }

  @Test func `two interactions with one number are an error`() throws {
    let written = try WrittenCassette(["007-a.json": Self.good, "7-b.json": Self.good])
    #expect(
      try error(written) == "7-b.json: its number is taken already by 007-a; rename one of the two")
  }

  @Test(arguments: ["notes.json", "-1-a.json", "1234567890-a.json", "001.json"])
  func `a JSON file that would never be played is an error`(name: String) throws {
    let error = try #require(try error(WrittenCassette([name: Self.good])))
    #expect(error.hasPrefix("\(name): not an interaction's file name, which is NUMBER-API-METHOD"))
  }

  @Test func `what is no JSON file is no concern of ours`() throws {
    let written = try WrittenCassette(["README.md": "x", ".001-a.json.1.tmp": "{", "001-a.json": Self.good])
    #expect(try written.load().names == ["001-a"])
  }

  @Test(arguments: ["bodies/a.txt", "bodies"])
  func `a symbolic link does not lead out of the folder`(link: String) throws {
    let outside = try TemporaryFolder()
    try outside.write("secret", to: "a.txt")
    let written = try WrittenCassette([
      "001-a.json": Self.good.replacing("\"text\": \"x\"", with: "\"file\": \"bodies/a.txt\"")
    ])
    if link == "bodies" {
      #expect(symlink(outside.path, "\(written.path)/bodies") == 0)
    } else {
      try written.folder.write("", to: "bodies/b.txt")
      #expect(symlink("\(outside.path)/a.txt", "\(written.path)/bodies/a.txt") == 0)
    }
    let error = try #require(written.error())
    #expect(
      error
        == "001-a.json:4:81: the body's file bodies/a.txt is not a regular file under bodies/ of the cassette's folder")
  }

  @Test func `an interaction's file that is a link, a pipe or a folder is an error`() throws {
    let written = try WrittenCassette(["002-b.json": Self.good])
    #expect(symlink("\(written.path)/002-b.json", "\(written.path)/001-a.json") == 0)
    #expect(written.error() == "001-a.json: not a regular file")
    unlink("\(written.path)/001-a.json")
    #expect(mkfifo("\(written.path)/001-a.json", 0o644) == 0)
    #expect(written.error() == "001-a.json: not a regular file")
    unlink("\(written.path)/001-a.json")
    mkdir("\(written.path)/001-a.json", 0o755)
    #expect(written.error() == "001-a.json: not a regular file")
  }

  @Test func `a file that is too long is not read`() throws {
    let written = try WrittenCassette(["001-a.json": ""])
    #expect(truncate("\(written.path)/001-a.json", 65 << 20) == 0)
    #expect(written.error() == "001-a.json: exceeds the limit of 64 MiB")
    let manifest = try WrittenCassette([:])
    #expect(truncate("\(manifest.path)/cassette.json", 2 << 20) == 0)
    #expect(manifest.error() == "cassette.json: exceeds the limit of 1 MiB")
  }

  @Test func `a file that is too deep is an error with its place`() throws {
    let deep = String(repeating: "[", count: 600) + String(repeating: "]", count: 600)
    let written = try WrittenCassette([
      "001-a.json": Self.good.replacing("\"text\": \"x\"", with: "\"json\": \(deep)")
    ])
    #expect(try error(written) == "001-a.json:4:590: nested more than 512 levels deep")
  }

  @Test func `a cut at any byte is an error and never a crash`() throws {
    let bytes = Array(Self.good.utf8)
    let written = try WrittenCassette(["001-a.json": Self.good])
    for count in 0..<bytes.count {
      try written.folder.write(Array(bytes[..<count]), to: "001-a.json")
      let error = try #require(written.error())
      #expect(error.hasPrefix("001-a.json:"), "cut at \(count): \(error)")
    }
  }

  @Test func `any byte replaced is read or an error and never a crash`() throws {
    let bytes = Array(Self.good.utf8)
    let written = try WrittenCassette(["001-a.json": Self.good])
    for index in bytes.indices {
      for other in [0, 0xFF, UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "9")] {
        var changed = bytes
        changed[index] = other
        try written.folder.write(changed, to: "001-a.json")
        if let error = written.error() { #expect(error.hasPrefix("001-a.json:")) }
      }
    }
  }

  @Test func `a member among many that is duplicated is an error as well`() throws {
    let members = (0..<40).map { "\"m\($0)\":0" }.joined(separator: ",")
    let written = try WrittenCassette(["001-a.json": "{\(members),\"m\\u0037\":1}"])
    #expect(try error(written)?.hasSuffix("the member \"m7\" is duplicated") ?? false)
  }

  @Test func `many members do not take long`() throws {
    let members = (0..<200_000).map { "\"m\($0)\":0" }.joined(separator: ",")
    let written = try WrittenCassette(["001-a.json": "{\(members)}"])
    #expect(try error(written) == "001-a.json:1:1: the file is missing the member \"api\"")
  }
}
