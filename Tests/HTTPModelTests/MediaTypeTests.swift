import HTTPModel
import Testing

struct MediaTypeTests {
  @Test(arguments: [
    ("application/json", true), ("application/vnd.api+json; charset=utf-8", true),
    ("Application/JSON;charset=utf-8", true),
    ("text/json", true), ("application/problem+json", true), ("application/json5", false), ("application/xml", false),
    ("application/jsonp", false), ("json/application", false),
  ])
  func `JSON is what says so by name or suffix`(text: String, isJSON: Bool) throws {
    #expect(try #require(MediaType(text)).isJSON == isJSON)
  }

  @Test func `names are lowered, values are not, quotes are undone`() throws {
    let type = try #require(MediaType(#" Text / Plain ;Charset=UTF-8 ; title="a;\"b\\" ;flag;x= "#))
    #expect(type.essence == "text/plain")
    #expect(type.parameter("charset") == "UTF-8")
    #expect(type.parameter("title") == #"a;"b\"#)
    #expect(type.parameter("x") == "")
    #expect(type.parameters.map(\.name) == ["charset", "title", "x"])
  }

  @Test(arguments: ["", "text", "/plain", "text/", ";charset=x", "  /  "])
  func `what has no type and subtype is none`(text: String) {
    #expect(MediaType(text) == nil)
  }

  @Test func `a form is a form`() throws {
    #expect(try #require(MediaType("application/x-www-form-urlencoded;charset=utf-8")).isForm)
    #expect(try !#require(MediaType("multipart/form-data; boundary=x")).isForm)
  }

  @Test func `the media type of a message is its Content-Type's`() {
    let fields: HeaderFields = [HeaderField("content-type", "a/b"), HeaderField("Content-Type", "c/d")]
    #expect(Response(status: 200, headers: fields).mediaType?.essence == "a/b")
    #expect(Response(status: 200).mediaType == nil)
  }
}
