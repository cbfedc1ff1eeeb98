import HTTPModel
import Testing

struct TargetTests {
  @Test func `query items are in order with their duplicates, as sent`() {
    let items = Target("/a?b=1&a&b=%5B2%5D&&=x&c=d=e&+=%2").queryItems
    #expect(
      items.map {
        String(decoding: $0.name, as: UTF8.self) + ($0.value.map { "=" + String(decoding: $0, as: UTF8.self) } ?? "")
      }
        == ["b=1", "a", "b=%5B2%5D", "=x", "c=d=e", "+=%2"])
    #expect(items[2].decodedValue == Array("[2]".utf8))
    #expect(items[5].decodedName == [32])
    #expect(Target("/?a=b+c%2B").queryItems.first?.decodedValue == Array("b c+".utf8))
    #expect(items[1].value == nil && items[1].decodedValue == [])
  }

  @Test(arguments: [("/a?b?c", "/a", "b?c"), ("/a", "/a", nil), ("/a?", "/a", ""), ("?", "", "")])
  func `the first question mark parts path and query`(text: String, path: String, query: String?) {
    #expect(Target(text).path.elementsEqual(path.utf8))
    #expect(Target(text).query.map { String(decoding: $0, as: UTF8.self) } == query)
  }

  @Test(arguments: [
    ("/", HTTPMethod.get, Target.Form.origin), ("//a/b", .get, .origin), ("*", .options, .asterisk),
    ("a:443", .connect, .authority(host: "a", port: 443)), ("[::1]:1", .connect, .authority(host: "::1", port: 1)),
    (
      "HTTP://A:80/b?c", .get, .absolute(AbsoluteURL(origin: Origin(scheme: "http", host: "a"), target: Target("/b?c")))
    ),
    ("https://a", .get, .absolute(AbsoluteURL(origin: Origin(scheme: "https", host: "a"), target: Target("/")))),
  ])
  func `the four forms`(text: String, method: HTTPMethod, form: Target.Form) {
    #expect(Target(text).form(for: method) == form)
  }

  @Test(arguments: [
    ("*", HTTPMethod.get), ("a", .get), ("a:80", .get), ("ftp://a/", .get), ("http:///a", .get), ("http://u@a/", .get),
    ("http://a:99999/", .get), ("http://a:b/", .get), ("http:/a", .get), ("", .get), ("/", .connect), ("a", .connect),
    ("http://a\\b/", .get), ("http://[::1/", .get), ("http://[x]/", .get), ("http://a,b/", .get),
  ])
  func `what is no form is none`(text: String, method: HTTPMethod) {
    #expect(Target(text).form(for: method) == nil)
  }
}

struct OriginTests {
  @Test(arguments: [
    ("https://API.keygen.sh", "https://api.keygen.sh", 443), ("http://a:80/", "http://a", 80),
    ("HTTPS://a:8443", "https://a:8443", 8443), ("http://[::1]:81", "http://[::1]:81", 81),
    ("http://a:", "http://a", 80),
  ])
  func `an origin is scheme, host and port`(text: String, written: String, port: Int) throws {
    let origin = try #require(Origin(text))
    #expect("\(origin)" == written)
    #expect(origin.port == port)
  }

  @Test(arguments: [
    "a", "http://", "ftp://a", "http://a/b", "http://u:p@a", "http://a:70000", "http://a b", "http://a?b",
  ])
  func `what is more or less than an origin is none`(text: String) { #expect(Origin(text) == nil) }

  @Test(arguments: [
    "a/b", "a?b", "a#b", "a@b", "a\\b", "a,b", "a b", "a\"b", "<a>", "a|b", "a^b", "`a`", "{a}", "é", "", ":80", "a:+1",
    "a: 1",
    "a:1:2", "[]", "[::1", "[::1]x", "[v1.x]", "[::1]:x", "::1", "a:123456", "a:65536",
  ])
  func `an authority holds nothing that no host may hold`(text: String) {
    #expect(AbsoluteURL.authority(Array(text.utf8)[...]) == nil)
  }

  @Test func `a URL keeps its target's bytes and drops the fragment`() throws {
    let url = try #require(AbsoluteURL("https://A.b:444/c%2F?d=[e]#f"))
    #expect("\(url)" == "https://a.b:444/c%2F?d=[e]")
    #expect("\(try #require(AbsoluteURL("http://a?b")))" == "http://a/?b")
  }
}

struct PercentEncodingTests {
  @Test(arguments: [("%41%zz%4", "A%zz%4"), ("a+b%2B", "a+b+"), ("%E2%82%AC", "€"), ("%", "%"), ("%%41", "%A")])
  func `escapes are undone, what is none stays`(text: String, decoded: String) {
    #expect(PercentEncoding.decoded(text.utf8) == Array(decoded.utf8))
  }

  @Test func `in forms a plus is a space`() {
    #expect(PercentEncoding.decodedForm("a+b%2B".utf8) == Array("a b+".utf8))
  }

  @Test func `every byte comes back`() {
    let all = (0...255).map { UInt8($0) }
    #expect(PercentEncoding.decoded(PercentEncoding.encoded(all).utf8) == all)
    #expect(PercentEncoding.encoded("aZ0-._~ /é".utf8) == "aZ0-._~%20%2F%C3%A9")
  }
}

struct MethodTests {
  @Test func `a method is its exact bytes, and what is not known is not safe`() {
    #expect(HTTPMethod(rawValue: "get") != .get)
    #expect(HTTPMethod.head.isSafe && HTTPMethod.options.isSafe && HTTPMethod.trace.isSafe && HTTPMethod.get.isSafe)
    #expect(!HTTPMethod.post.isSafe && !HTTPMethod(rawValue: "get").isSafe && !HTTPMethod.connect.isSafe)
  }
}
