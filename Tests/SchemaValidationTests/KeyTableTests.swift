import TestSupport
import Testing

@testable import SchemaValidation

struct KeyTableTests {
  private func lookedUp(_ names: [String], _ wanted: [String]) -> [Int32?] {
    var builder = KeyTableBuilder()
    for (number, name) in names.enumerated() { builder.update(Array(name.utf8)) { $0.value = Int32(number) } }
    var program = Program()
    let table = program.add(builder)
    let storage = ProgramStorage(program)
    return wanted.map { name in
      Array(name.utf8).withUnsafeBufferPointer { storage.view.keys.slot(table, $0)?.pointee.value }
    }
  }

  @Test func `names of all lengths are found, and what is nearly one is not`() {
    let names = (0..<40).map { String(repeating: "x", count: $0) + "y" } + [""]
    #expect(lookedUp(names, names) == names.indices.map { Int32($0) })
    #expect(lookedUp(names, names.map { $0 + "z" }).allSatisfy { $0 == nil })
    #expect(lookedUp(names, names.dropLast().map { "z" + $0.dropFirst() + "y" }).allSatisfy { $0 == nil })
  }

  @Test func `names that differ only in the middle are told apart`() {
    let names = ["customer_address_id", "customer-address-id"]
    #expect(lookedUp(names, names + ["customer.address.id"]) == [0, 1, nil])
    // Alike in their first and last eight bytes.
    let alike = ["aaaaaaaa-1-bbbbbbbb", "aaaaaaaa-2-bbbbbbbb"]
    #expect(lookedUp(alike, alike + ["aaaaaaaa-3-bbbbbbbb"]) == [0, 1, nil])
  }

  @Test func `very many names that differ only in the middle are told apart`() {
    let names = (0..<3_000).map { "aaaaaaaa\($0 + 10_000)bbbbbbbb" }
    #expect(lookedUp(names, names) == names.indices.map { Int32($0) })
    #expect(lookedUp(names, ["aaaaaaaa9999bbbbbbbb"]) == [nil])
  }
}
