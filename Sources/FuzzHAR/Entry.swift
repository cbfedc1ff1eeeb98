import CorpusReplay

#if FUZZING
  @_cdecl("LLVMFuzzerInitialize")
  public func initialize(_ count: UnsafeMutablePointer<CInt>?, _ arguments: UnsafeMutableRawPointer?) -> CInt {
    FuzzHAR.fuzzer.initialize()
    return 0
  }

  @_cdecl("LLVMFuzzerTestOneInput")
  public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzHAR.fuzzer.run(start, count)
    return 0
  }
#else
  @main struct Replay {
    /// `generated COUNT [FIRST]` checks files by chance, each with a seed of its own; else the corpus is replayed.
    static func main() {
      let words = CommandLine.arguments.dropFirst()
      guard words.first == "generated" else { return FuzzHAR.fuzzer.replay() }
      let numbers = words.dropFirst().compactMap { UInt64($0) }
      FuzzHAR.generated(numbers.first ?? 300, from: numbers.count > 1 ? numbers[1] : 1)
    }
  }
#endif
