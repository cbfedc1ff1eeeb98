import Testing

@testable import SchemaValidation

struct URIReferenceTests {
  /// RFC 3986, sections 5.4.1 and 5.4.2.
  @Test(arguments: [
    ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"),
    ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"),
    ("g#s", "http://a/b/c/g#s"), ("g?y#s", "http://a/b/c/g?y#s"), (";x", "http://a/b/c/;x"), ("", "http://a/b/c/d;p?q"),
    (".", "http://a/b/c/"), ("./", "http://a/b/c/"), ("..", "http://a/b/"), ("../g", "http://a/b/g"),
    ("../..", "http://a/"), ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("/./g", "http://a/g"),
    ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"),
    ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"),
    ("g?y/../x", "http://a/b/c/g?y/../x"), ("http:g", "http:g"),
  ])
  func `references are resolved as the standard's examples are`(reference: String, expected: String) {
    let base = URIReference("http://a/b/c/d;p?q")
    #expect(URIReference(reference).resolved(against: base).text == expected)
  }

  @Test func `fragments are percent-decoded, and encoded again`() {
    #expect(URIReference.decoded("/a%20b/%C3%A9%25") == "/a b/é%")
    #expect(URIReference.decoded("%4") == nil)
    #expect(URIReference.decoded("%FF") == nil)
    #expect(URIReference.encoded("/a b/é^") == "/a%20b/%C3%A9%5E")
  }

  @Test func `a URN is a base for fragments alone`() {
    let base = URIReference("urn:uuid:deadbeef-1234-ff00-00ff-4321feebdaed")
    #expect(URIReference("#a").resolved(against: base).text == base.text + "#a")
  }
}
