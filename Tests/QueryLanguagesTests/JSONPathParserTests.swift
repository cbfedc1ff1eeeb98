import JSONModel
import QueryLanguages
import Testing

struct JSONPathParserTests {
  @Test(
    arguments: [
      ("", 0), ("a", 0), ("  ", 2), ("@.a", 0), ("$$", 1), ("$a", 1), (" $a", 2), ("$.", 2), ("$..", 3), ("$.a.", 4),
      ("$.a..", 5), ("$.a b", 3), ("$. a", 2), ("$[0]$", 4), ("$[", 2), ("$[]", 2), ("$['a", 4), ("$['a'", 5),
      ("$[a]", 2),
      ("$[\"a\"]", 2), ("$[ * ]", 2), ("$[1", 2), ("$[:]", 2), ("$[::2]", 2), ("$[1-2]", 2), ("$[-]", 2),
      ("$[99999999999]", 2), ("$[(@.count-1)]", 3), ("$[(@.length)]", 3), ("$[?]", 3), ("$[?(@.a]", 8), ("$[?(@.a)", 8),
      ("$[?()]", 4), ("$[?(1)]", 4), ("$[?(@.a ~ 1)]", 7), ("$[?(@.a =~ /(/)]", 16), ("$[?(@.a =~ /a)/)]", 17),
      ("$[?(@.a =~ /*/)]", 11), ("$[?(@.a && )]", 10),
      ("$[?(@.a is 1)]", 7), ("$[?@.a]", 3), ("$[?(@.a in [1,2])]", 7), ("$[?(!(@.a))]", 4), ("$[?(@.a !== 1)]", 7),
      ("$[?(@.a == !@.b)]", 11), ("$[?(@.a == ')]", 14), ("$[?(@.a == ']')]", 13), ("$[?(@.a == 'x&&y')]", 15),
      ("$[?(@.a[*] == 1)]", 4), ("$[?(@.a == $..b)]", 11), ("$[?(@.a == /)]", 11), ("$[?(not @.a)]", 4),
    ] as [(String, Int)])
  func `what is no path is refused where it goes wrong`(text: String, offset: Int) {
    do throws(JSONPathSyntaxError) {
      let path = try JSONPath(parsing: text)
      Issue.record("\(path) was taken")
    } catch {
      #expect(error.offset == offset, "\(text): \(error)")
    }
  }

  @Test(arguments: [
    ("$", "[0]"), ("$[?(", "("), ("$[?(", "!"), ("$", "[?(@"), ("$[?(@ == ", "["), ("$[?(@.a && ", "@.a && "),
  ])
  func `long paths are refused`(start: String, repeated: String) {
    let text = start + String(repeating: repeated, count: 4_000)
    #expect(throws: JSONPathSyntaxError.self) { try JSONPath(parsing: text) }
  }

  @Test func `filters inside each other have a limit, so that none uses up the stack`() {
    let text = "$" + String(repeating: "[?(@", count: 1_600) + String(repeating: ")]", count: 1_600)
    let error = #expect(throws: JSONPathSyntaxError.self) { try JSONPath(parsing: text) }
    #expect(error?.description == "Too many filters inside each other at offset 130")
  }

  @Test func `a descent through a document of the greatest depth ends`() throws {
    let root = try JSONValue(parsing: String(repeating: "[", count: 512) + String(repeating: "]", count: 512))
    #expect(try JSONPath(parsing: "$..*").evaluate(on: root).found?.array?.count == 511)
  }

  @Test(arguments: ["$..x..x..x", "$..*..*..*..*", "$..*..x..*"])
  func `too much work is said, not done`(path: String) throws {
    let root = try JSONValue(
      parsing: String(repeating: #"{"x":"#, count: 500) + "1" + String(repeating: "}", count: 500))
    guard case .missing(let missing) = try JSONPath(parsing: path).evaluate(on: root) else {
      Issue.record("\(path) was done")
      return
    }
    #expect(missing.kind == .tooMuchWork)
  }

  @Test func `any damage to a path is refused or understood, never a crash`() throws {
    let path = Array("$.a['b c'][0,-1][1:2]..x[?(@.y == 'z' && !@.n || $.q =~ /r/i)][(@.length-1)].*".utf8)
    let letters = Array("$@.[]()'\"?*:,!&|=~/\\ 0-a".utf8)
    var understood = 0, refused = 0
    for index in path.indices {
      for letter in letters {
        var damaged = path
        damaged[index] = letter
        for text in [damaged, Array(damaged[..<index])] {
          do throws(JSONPathSyntaxError) {
            let path = try JSONPath(parsing: String(decoding: text, as: UTF8.self))
            understood += 1
            let result = path.evaluate(on: ["a": ["b c": [[1, ["x": ["y": "z"]]]]]])
            if case .values = result { #expect(!path.isDefinite) }
            if case .value = result { #expect(path.isDefinite) }
          } catch {
            refused += 1
            #expect(error.offset <= text.count)
          }
        }
      }
    }
    #expect(understood > 100 && refused > 100)
  }
}
