import JSONModel
import Testing

struct SuggestionTests {
  static let commands = ["run", "replay", "import", "show"]

  @Test(arguments: [
    ("rnu", "run"), ("ru", "run"), ("shw", "show"), ("SHOW", "show"), ("improt", "import"), ("repaly", "replay"),
    ("repla", "replay"), ("rplai", nil), ("shxx", nil), ("rxy", nil), ("ryxlay", "replay"), ("xyzlay", nil),
    ("x", nil), ("", nil), ("run", "run"),
  ])
  func `a slip has a suggestion, and what is far has none`(word: String, suggestion: String?) {
    #expect(Suggestion.closest(to: word, in: Self.commands) == suggestion)
  }

  @Test func `one letter of four may be wrong, and two may not`() {
    #expect(Suggestion.closest(to: "shox", in: ["show"]) == "show")
    #expect(Suggestion.closest(to: "shxx", in: ["show"]) == nil)
  }

  @Test func `more than three letters are never a slip`() {
    #expect(Suggestion.closest(to: "abcdefghijklmnxyz", in: ["abcdefghijklmnopq"]) == "abcdefghijklmnopq")
    #expect(Suggestion.closest(to: "abcdefghijklmwxyz", in: ["abcdefghijklmnopq"]) == nil)
  }

  @Test func `the nearest come first, three at most, and equal ones in their order`() {
    #expect(
      Suggestion.near("purchas", in: ["x", "purchass", "purchases", "purchase", "purchasa"]) == [
        "purchass", "purchase", "purchasa",
      ])
    #expect(Suggestion.near("2024", in: ["2025-x", "2025"]) == ["2025"])
  }

  @Test func `a word too long to be typed has none`() {
    let long = String(repeating: "x", count: 256)
    #expect(Suggestion.closest(to: long, in: [long]) == nil)
  }

  @Test func `a hint follows what is wrong`() {
    #expect(Suggestion.hint("run") == "; did you mean run?")
    #expect(Suggestion.hint(["a", "b"]) == "; did you mean a or b?")
    #expect(Suggestion.hint(String?.none) == "")
    #expect(Suggestion.hint([String]()) == "")
  }
}
