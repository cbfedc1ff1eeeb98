import Hashing
import Testing

struct NameBasedUUIDTests {
  @Test func `the same name gives the same UUID, of version 5`() {
    let first = NameBasedUUID.text(namespace: "a", name: "KeygenConnection")
    #expect(first == NameBasedUUID.text(namespace: "a", name: "KeygenConnection"))
    #expect(first != NameBasedUUID.text(namespace: "b", name: "KeygenConnection"))
    #expect(first != NameBasedUUID.text(namespace: "a", name: "PaddleConnection"))
    let characters = Array(first.utf8)
    #expect(characters.count == 36)
    #expect(characters[14] == UInt8(ascii: "5"))
    #expect("89ab".utf8.contains(characters[19]))
  }
}
