import CorpusReplay

#if FUZZING
  @_cdecl("LLVMFuzzerInitialize")
  public func initialize(_ count: UnsafeMutablePointer<CInt>?, _ arguments: UnsafeMutableRawPointer?) -> CInt {
    FuzzSchema.fuzzer.initialize()
    return 0
  }

  @_cdecl("LLVMFuzzerTestOneInput")
  public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzSchema.fuzzer.run(start, count)
    return 0
  }
#else
  @main struct Replay {
    static func main() { FuzzSchema.fuzzer.replay() }
  }
#endif
