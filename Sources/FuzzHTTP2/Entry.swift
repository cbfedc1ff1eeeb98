import CorpusReplay

#if FUZZING
  @_cdecl("LLVMFuzzerInitialize")
  public func initialize(_ count: UnsafeMutablePointer<CInt>?, _ arguments: UnsafeMutableRawPointer?) -> CInt {
    FuzzHTTP2.fuzzer.initialize()
    return 0
  }

  @_cdecl("LLVMFuzzerTestOneInput")
  public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzHTTP2.fuzzer.run(start, count)
    return 0
  }
#else
  @main struct Replay {
    static func main() { FuzzHTTP2.fuzzer.replay() }
  }
#endif
