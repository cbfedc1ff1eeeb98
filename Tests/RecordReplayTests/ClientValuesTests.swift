import Testing

@testable import RecordReplay

struct ClientValuesTests {
  @Test func `the latest value of a name counts, and so many names are kept`() {
    var values = ClientValues()
    for number in 0...ClientValues.maxCount { values.remember([1], of: "n\(number)") }
    #expect(values["n\(ClientValues.maxCount - 1)"] == [1])
    #expect(values["n\(ClientValues.maxCount)"] == nil)
    values.remember([2], of: "n0")
    #expect(values["n0"] == [2])
  }

  @Test func `together they have a limit, and one that is replaced makes room`() {
    var values = ClientValues()
    let long = [UInt8](repeating: 1, count: ClientValues.maxValueBytes)
    for number in 0..<16 { values.remember(long, of: "n\(number)") }
    #expect(values["n15"] == long)
    values.remember([1], of: "more")
    #expect(values["more"] == nil)
    values.remember([], of: "n0")
    values.remember([1], of: "more")
    #expect(values["more"] == [1])
  }
}
