import HTTPModel
import Testing

struct HeaderFieldsTests {
  static let fields: HeaderFields = [
    HeaderField("Set-Cookie", "a=1"), HeaderField("X-Twice", "1"), HeaderField("set-cookie", "b=2"),
    HeaderField("x-twice", "2"), HeaderField("SET-COOKIE", "c=3"),
  ]

  @Test func `three Set-Cookie stay three, spelled as they came`() {
    #expect(Self.fields.all("Set-Cookie") == ["a=1", "b=2", "c=3"])
    #expect(Self.fields.map(\.name) == ["Set-Cookie", "X-Twice", "set-cookie", "x-twice", "SET-COOKIE"])
    #expect(Self.fields.first("X-TWICE") == "1")
    #expect(Self.fields.first("X-Thrice") == nil)
    #expect(Self.fields.contains("sEt-cOOkie"))
  }

  @Test func `removing and inserting keep the others' order`() {
    var fields = Self.fields
    fields.removeAll("x-TWICE")
    #expect(fields.map(\.text) == ["a=1", "b=2", "c=3"])
    fields.insert(HeaderField("N", "n"), at: 1)
    fields.append("L", "l")
    #expect(fields.map(\.text) == ["a=1", "n", "b=2", "c=3", "l"])
    #expect(Self.fields.removing { $0.text == "1" }.map(\.text) == ["a=1", "b=2", "2", "c=3"])
  }

  @Test func `a value is replaced in the first one's place, and repeats go`() {
    var fields = Self.fields
    fields.replace("set-COOKIE", with: "d=4")
    #expect(fields.map(\.description) == ["Set-Cookie: d=4", "X-Twice: 1", "x-twice: 2"])
    fields.replace("X-Thrice", with: "3")
    #expect(fields.count == 3)
  }

  @Test func `equal is the same fields in the same order and spelling`() throws {
    let read = try head("GET / HTTP/1.1\r\nA:  b \r\nC: d\r\n\r\n").headers
    let made: HeaderFields = [HeaderField("A", "b"), HeaderField("C", "d")]
    #expect(read == made)
    #expect(read.hashValue == made.hashValue)
    #expect(made != [HeaderField("C", "d"), HeaderField("A", "b")])
    #expect(made != [HeaderField("a", "b"), HeaderField("C", "d")])
    #expect(made != [HeaderField("A", "b")])
  }

  @Test func `only ASCII letters have a case`() {
    #expect(HeaderField("A[b", "").isNamed("a[B"))
    #expect(!HeaderField("A[b", "").isNamed("a{b"))
    #expect(!HeaderField(nameBytes: [0xC9], value: []).isNamed("é"))
  }

  @Test func `tokens are the elements of all values`() {
    let fields: HeaderFields = [HeaderField("Via", "A, b"), HeaderField("x", "y"), HeaderField("via", " ,\tC\t,,d")]
    #expect(fields.tokens("via") == ["a", "b", "c", "d"])
  }

  @Test(arguments: [
    ("Connection", true), ("KEEP-ALIVE", true), ("transfer-encoding", true), ("TE", true), ("Trailer", true),
    ("Upgrade", true), ("Content-Length", false), ("Host", false), ("Trailers", false),
  ])
  func `framing fields are those of one connection`(name: String, isFraming: Bool) {
    #expect(HeaderField(name, "x").isFraming == isFraming)
  }
}
