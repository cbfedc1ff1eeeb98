import CorpusReplay
import TestSupport
import Testing

/// What the fuzzers found once, and what they begin with, is checked with every build.
@Suite(.timeLimit(.minutes(40))) struct CorpusTests {
  @Test(arguments: [
    "FuzzJSON", "FuzzHTTP", "FuzzHTTP2", "FuzzHAR", "FuzzCassette", "FuzzJSONPath", "FuzzStateMachine", "FuzzYAML",
    "FuzzSchema",
  ])
  func `every input of the corpus holds, and a megabyte takes no time that grows with its square`(name: String) throws {
    let result = try Subprocess.run(BuiltProduct.path(name), [], within: .seconds(1800))
    #expect(result.status == 0, "\(result.output)\(result.error)")
    let words = result.output.split(separator: " ")
    #expect(words.first.map(String.init) == "\(name):")
    #expect(words.count > 1 && Int(words[1]) ?? 0 > 10)
    let files = try SharedFiles.projectPaths("Sources/\(name)/Corpus", endingIn: [""])
    #expect(!files.isEmpty)
  }

  @Test func `a file that does not hold ends the program as a crash does`() throws {
    let folder = try TemporaryFolder()
    try folder.write("[1]", to: "good")
    let result = try Subprocess.run(BuiltProduct.path("FuzzJSON"), ["\(folder.path)/good"])
    #expect(result.status == 0)
    #expect(result.output == "\(folder.path)/good: 3 bytes, nothing found\n")
    #expect(try Subprocess.run(BuiltProduct.path("FuzzJSON"), ["\(folder.path)/missing"]).status == 1)
  }
}

struct FuzzerTests {
  @Test func `a corpus is the files beside the source and the seeds`() throws {
    let folder = try TemporaryFolder()
    try folder.write("[1]", to: "Corpus/a")
    let fuzzer = Fuzzer("Fuzz", seeds: [[50]], large: [], file: "\(folder.path)/Fuzz.swift") { _ in }
    fuzzer.writeCorpus(to: "\(folder.path)/written")
    let written = try folder.files().filter { $0.key.hasPrefix("written/") }
    #expect(Set(written.values) == [Array("[1]".utf8), [50]])
  }

  @Test func `what does not hold ends the process`() async {
    await #expect(processExitsWith: .failure) { require(false, "nothing") }
    await #expect(processExitsWith: .success) { require(true, "nothing") }
  }
}

struct DrawTests {
  @Test func `decisions come from the bytes and are the first choice at their end`() {
    var draw = Draw([5, 7, 1, 2, 3])
    #expect(draw.next(4) == 1)
    #expect(draw.one(of: ["a", "b", "c"]) == "b")
    #expect(draw.bytes(2) == [1, 2])
    #expect(draw.remainder() == [3])
    #expect(draw.isEmpty)
    #expect(draw.next(9) == 0)
    #expect(draw.one(of: ["a", "b"]) == "a")
  }

  @Test(arguments: [1, 3, 1000])
  func `pieces are what was cut, and differ by seed`(longest: Int) {
    let bytes = (0..<200).map { UInt8($0) }
    for seed: UInt64 in 0..<20 {
      let pieces = Array(Pieces(bytes, seed: seed, longest: longest))
      #expect(pieces.joined().elementsEqual(bytes))
      #expect(pieces.allSatisfy { !$0.isEmpty && $0.count <= longest })
    }
    let counts = Set((0..<20).map { Array(Pieces(bytes, seed: $0, longest: longest)).map(\.count) })
    #expect(counts.count > 1 || longest == 1)
  }
}
