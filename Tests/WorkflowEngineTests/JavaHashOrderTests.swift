import Testing

@testable import WorkflowEngine

struct JavaHashOrderTests {
  @Test(arguments: [
    (
      ["ApiEndpoint", "Method", "Headers", "QueryParameters", "RequestBody", "Transform"],
      ["Headers", "ApiEndpoint", "Method", "QueryParameters", "Transform", "RequestBody"]
    ),
    (
      [
        "Content-Type", "Content-Length", "Connection", "Date", "x-amzn-RequestId", "x-owned-response",
        "X-Amzn-Trace-Id",
      ],
      [
        "Connection", "x-amzn-RequestId", "Content-Length", "x-owned-response", "Date", "X-Amzn-Trace-Id",
        "Content-Type",
      ]
    ),
  ])
  func `keys come as recorded on AWS`(keys: [String], order: [String]) {
    #expect(JavaHashOrder.sorted(keys) { $0 } == order)
  }

  @Test func `keys that share a place keep their order`() {
    // "Aa" and "BB" have the same hash.
    #expect(JavaHashOrder.sorted(["BB", "Aa"]) { $0 } == ["BB", "Aa"])
    #expect(JavaHashOrder.sorted(["Aa", "BB"]) { $0 } == ["Aa", "BB"])
  }

  @Test func `the table doubles when more than three quarters are taken`() {
    // By their codes they stand in their order, but "p" (112) is first of 16 places and last of 32.
    let letters = "abcdefghijk".map(String.init)
    #expect(JavaHashOrder.sorted(letters + ["p"]) { $0 } == ["p"] + letters)
    #expect(JavaHashOrder.sorted(letters + ["l", "p"]) { $0 } == letters + ["l", "p"])
  }
}
