import CorpusReplay

#if FUZZING
  @_cdecl("LLVMFuzzerInitialize")
  public func initialize(_ count: UnsafeMutablePointer<CInt>?, _ arguments: UnsafeMutableRawPointer?) -> CInt {
    FuzzYAML.fuzzer.initialize()
    return 0
  }

  @_cdecl("LLVMFuzzerTestOneInput")
  public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzYAML.fuzzer.run(start, count)
    return 0
  }
#else
  @main struct Replay {
    static func main() { FuzzYAML.fuzzer.replay() }
  }
#endif
