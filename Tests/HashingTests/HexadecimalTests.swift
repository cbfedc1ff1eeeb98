import Hashing
import Testing

struct HexadecimalTests {
  @Test func `every byte comes back`() {
    let all = (0...255).map { UInt8($0) }
    #expect(Hexadecimal.decode(Hexadecimal.encode(all)) == all)
    #expect(Hexadecimal.encode([0, 0x9f, 0xff]) == "009fff")
    #expect(Hexadecimal.decode("00AbFF") == [0, 0xab, 0xff])
  }

  @Test(arguments: ["0", "0g", " 00", "0x00", "é"])
  func `what is not hexadecimal is nil`(text: String) {
    #expect(Hexadecimal.decode(text) == nil)
  }
}
