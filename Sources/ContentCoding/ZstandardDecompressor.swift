import CZstd

/// The owner of a stream that undoes Zstandard (RFC 8878).
struct ZstandardDecompressor: Decompressor, ~Copyable {
  private let stream: OpaquePointer
  var progress = DecompressionProgress()

  /// A content coding's window is 8 MiB at most (RFC 9659 section 3).
  private static let windowLog: Int32 = 23

  init() {
    guard let stream = ZSTD_createDStream() else { preconditionFailure("zstd has no memory") }
    self.stream = stream
    ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, ZstandardDecompressor.windowLog)
  }

  deinit { ZSTD_freeDStream(stream) }

  /// A body may be several frames one after the other (RFC 8878 section 3.1).
  var canFollowItself: Bool { true }

  mutating func restart() { ZSTD_DCtx_reset(stream, ZSTD_reset_session_only) }

  mutating func step(_ input: ArraySlice<UInt8>) -> DecompressionStep {
    let stream = stream
    return DecompressionStep(input) { input, output in
      var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
      var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
      let result = ZSTD_decompressStream(stream, &target, &source)
      let status: DecompressionStep.Status =
        ZSTD_isError(result) != 0 ? .failed(String(cString: ZSTD_getErrorName(result))) : result == 0 ? .ended : .ok
      return (source.pos, target.pos, status)
    }
  }
}
