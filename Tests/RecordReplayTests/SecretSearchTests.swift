import Testing

@testable import RecordReplay

struct SecretSearchTests {
  static func replaced(_ text: String, _ secrets: [String]) -> String {
    let forms = secrets.enumerated().map {
      SecretSearch.Form(bytes: Array($0.element.utf8), secret: $0.offset, coding: .plain)
    }
    let bytes = Array(text.utf8)
    let found = SecretSearch(forms).hits(in: bytes).map {
      Occurrence(range: $0.start..<$0.start + $0.length, secret: $0.secret)
    }
    let edits = Occurrence.withoutOverlaps(found).map {
      Edit(start: $0.range.lowerBound, length: $0.range.count, bytes: Array("<\($0.secret)>".utf8))
    }
    return String(decoding: Edit.apply(edits, to: bytes), as: UTF8.self)
  }

  @Test(
    arguments: [
      ("", ["12345678"], ""), ("1234567", ["12345678"], "1234567"), ("12345678", ["12345678"], "<0>"),
      ("a12345678b12345678", ["12345678"], "a<0>b<0>"), ("1234567812345678", ["12345678"], "<0><0>"),
      ("12345678x", ["12345678", "12345678x"], "<1>"), ("12345678y", ["12345678", "12345678x"], "<0>y"),
      // A longer one that begins later goes first.
      ("abc12345678XYZ", ["abc12345", "12345678XYZ"], "abc<1>"),
      // The last form before the text has beginnings that are forms, too.
      ("aaaaaaaab!", ["aaaaaaaa", "aaaaaaaab", "aaaaaaaabb", "aaaaaaaaa"], "<1>!"),
      ("aaaaaaaaaaaaaaaaaaaa", ["aaaaaaaa"], "<0><0>aaaa"), ("short", ["short"], "short"),
      ("twice twice twice", ["twice twice", "twice twice"], "<0> twice"), ("ünïcödé!", ["ünïcödé"], "<0>!"),
      ("nothing of it is here", ["12345678", "abcdefgh"], "nothing of it is here"),
    ] as [(String, [String], String)])
  func `each place is replaced by the longest secret that stands there`(
    text: String, secrets: [String], expected: String
  ) {
    #expect(Self.replaced(text, secrets) == expected)
  }

  @Test(arguments: 8...24)
  func `a secret of any length is found at any place of a text, alone and among others`(length: Int) {
    let secret = String("0123456789ABCDEFGHIJKLMN".prefix(length))
    for others in [[], ["short-on"], ["a-long-one-with-many-letters"], ["short-on", "a-long-one-with-many-letters"]] {
      for before in 0...17 {
        for after in 0...9 {
          let start = String(repeating: ".", count: before), end = String(repeating: ".", count: after)
          let result = Self.replaced(start + secret + end, [secret] + others)
          #expect(result == "\(start)<0>\(end)", "\(others), \(before) before, \(after) behind")
        }
      }
    }
  }

  /// Letters of a small alphabet, so that forms share beginnings and overlap.
  static func text(_ count: Int, _ state: inout UInt64) -> String {
    var text = ""
    for _ in 0..<count {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      text.append(state >> 40 & 7 == 0 ? "b" : "a")
    }
    return text
  }

  @Test(arguments: 1...40)
  func `what is found is what looking at each place finds`(seed: UInt64) throws {
    var state = seed
    let secrets = (0..<30).map { Self.text(8 + $0 % 9, &state) }
    let text = Self.text(400, &state)
    let bytes = Array(text.utf8)
    var taken = Array(repeating: false, count: bytes.count)
    var expected: [(Int, Int)] = []
    let longestAt = bytes.indices.compactMap { start -> (start: Int, length: Int)? in
      let fitting = secrets.filter { bytes[start...].starts(with: $0.utf8) }
      return fitting.map(\.utf8.count).max().map { (start, $0) }
    }
    for hit in longestAt.sorted(by: { $0.length != $1.length ? $0.length > $1.length : $0.start < $1.start }) {
      let range = hit.start..<hit.start + hit.length
      if range.contains(where: { taken[$0] }) { continue }
      for index in range { taken[index] = true }
      expected.append((hit.start, hit.length))
    }
    let result = Self.replaced(text, secrets)
    #expect(result.utf8.count { $0 == UInt8(ascii: "<") } == expected.count)
    let kept = zip(bytes, taken).filter { !$0.1 }.map(\.0)
    #expect(Array(result.utf8).filter { $0 >= UInt8(ascii: "a") } == kept)
  }

  @Test(arguments: [1, 2, 7, 50])
  func `secrets that are added by and by are found as those that were there at once`(portion: Int) {
    let forms = (0..<100).map {
      // Some begin as others do, some are the same.
      SecretSearch.Form(
        bytes: Array("secret-\($0 % 40)\($0.isMultiple(of: 3) ? "-of-many" : "")".utf8), secret: $0, coding: .plain)
    }
    var search = SecretSearch()
    for (index, form) in forms.enumerated() {
      search.add(form)
      if index % portion == 0 { search.settle() }
    }
    search.settle()
    let text = Array(forms.map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: ", ").utf8)
    let found = search.hits(in: text).map { [$0.start, $0.length, $0.secret] }
    #expect(found == SecretSearch(forms).hits(in: text).map { [$0.start, $0.length, $0.secret] })
    #expect(found.count == 100)
    #expect(search.lists.count <= 7)
  }

  @Test(.timeLimit(.minutes(1)))
  func `twenty thousand secrets in a text of a megabyte are found in one pass`() {
    let secrets = (0..<20_000).map { "secret-number-\($0)-of-many" }
    let text = secrets.joined(separator: ", and then ")
    let result = Self.replaced(text, secrets)
    #expect(result.hasPrefix("<0>, and then <1>, "))
    #expect(!result.contains("secret"))
  }
}
