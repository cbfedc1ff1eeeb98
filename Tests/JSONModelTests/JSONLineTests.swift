import JSONModel
import Testing

struct JSONLineTests {
  @Test func `values come as they are told, with commas between them`() {
    var line = JSONLine()
    line.object { line in
      line.key("a")
      line.number(-1)
      line.key("b")
      line.array { line in
        line.string("x")
        line.object { _ in }
        line.array { _ in }
        line.json(Array("null".utf8))
        line.value([1, 2])
      }
      line.key("c")
      line.string { line in
        line.text("one")
        line.text(": two")
      }
    }
    #expect(String(decoding: line.bytes, as: UTF8.self) == #"{"a":-1,"b":["x",{},[],null,[1,2]],"c":"one: two"}"#)
  }

  /// Whatever stands next to it, eight bytes at a time or alone.
  @Test(arguments: 0..<20) func `a string is escaped as a value's is`(length: Int) {
    for scalar in [0...0x7F, 0xE9...0xE9, 0x1F600...0x1F600].joined() {
      guard let scalar = Unicode.Scalar(UInt32(scalar)) else { continue }
      for place in 0...length {
        let before = String(repeating: "x", count: place), behind = String(repeating: "!", count: length - place)
        let text = before + String(Character(scalar)) + behind
        var line = JSONLine()
        line.string(text)
        #expect(line.bytes == JSONValue.string(text).bytes())
      }
    }
  }
}
