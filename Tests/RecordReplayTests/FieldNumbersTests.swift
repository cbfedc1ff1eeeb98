import HTTPModel
import Testing

@testable import RecordReplay

struct FieldNumbersTests {
  /// Few fields are compared, many are counted.
  @Test(arguments: [10, 64, 65, 66, 400])
  func `a field's number is how many of its name stand before it, whatever their case`(count: Int) {
    let names = (0..<count).map { ["Set-Cookie", "set-cookie", "Vary", "X-Id"][$0 % 7 % 4] }
    var numbers = FieldNumbers(HeaderFields(names.map { HeaderField($0, "v") }))
    for index in stride(from: 0, to: count, by: 3) {
      let name = names[index].lowercased()
      #expect(numbers.number(of: index, name) == names[..<index].count { $0.lowercased() == name })
    }
  }
}
