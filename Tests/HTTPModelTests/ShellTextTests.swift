import HTTPModel
import Testing

struct ShellTextTests {
  @Test(arguments: [
    ("Cassettes/a-1_b.json", "Cassettes/a-1_b.json"), ("NAME=https://a.test:8080", "NAME=https://a.test:8080"),
    ("", "''"), ("a b", "'a b'"), ("$(touch x);id", "'$(touch x);id'"), ("it's", #"'it'\''s'"#), ("~", "'~'"),
    ("*", "'*'"), ("é", "'é'"), ("a\nb", "'a\nb'"),
    // To a shell a mark on a quote is two characters.
    ("a'\u{301};id", "'a'\\''\u{301};id'"),
  ])
  func `a text is one word for a shell`(text: String, word: String) { #expect(ShellText.quoted(text) == word) }

  @Test(arguments: [
    ("127.0.0.1", true, true), ("::1", true, true), ("localhost", true, false), ("a.localhost", true, false),
    ("127.evil.test", false, false), ("127.0.0.1.nip.io", false, false), ("10.0.0.1", false, true),
    ("fe80::1", false, true), ("evil.test", false, false), ("localhost.evil.test", false, false), ("", false, false),
    ("notlocalhost", false, false),
  ])
  func `only this machine's own names and addresses are loopback`(host: String, isLoopback: Bool, isAddress: Bool) {
    let origin = Origin(scheme: "http", host: host)
    #expect(origin.isLoopback == isLoopback)
    #expect(origin.isAddress == isAddress)
  }
}
