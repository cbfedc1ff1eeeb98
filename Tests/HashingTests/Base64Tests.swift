import Hashing
import Testing

struct Base64Tests {
  // RFC 4648 section 10.
  static let vectors = [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ]

  @Test(arguments: vectors) func `the published vectors hold`(plain: String, coded: String) {
    #expect(Base64.encode(plain.utf8) == coded)
    #expect(Base64.decode(coded) == Array(plain.utf8))
  }

  @Test func `every byte comes back`() {
    let all = (0...255).map { UInt8($0) }
    #expect(Base64.decode(Base64.encode(all)) == all)
    #expect(Base64.encode([0xfb, 0xff, 0xfe]) == "+//+")
  }

  @Test(arguments: [
    "Zg", "Zg=", "Zg===", "Z===", "====", "Zh==", "Zm9=", "Zm9v\n", "Zm 9v", "Zg==Zg==", "Zm-_", "=Zg=", "Zmé=",
  ])
  func `what would not encode to the same text is nil`(text: String) {
    #expect(Base64.decode(text) == nil)
  }
}
