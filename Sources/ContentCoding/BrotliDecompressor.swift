import CBrotli

/// The owner of a stream that undoes Brotli (RFC 7932). Its window is 16 MiB at most.
struct BrotliDecompressor: Decompressor, ~Copyable {
  private let state: OpaquePointer
  var progress = DecompressionProgress()

  init() {
    guard let state = BrotliDecoderCreateInstance(nil, nil, nil) else { preconditionFailure("brotli has no memory") }
    self.state = state
  }

  deinit { BrotliDecoderDestroyInstance(state) }

  var canFollowItself: Bool { false }

  mutating func restart() {}

  mutating func step(_ input: ArraySlice<UInt8>) -> DecompressionStep {
    let state = state
    return DecompressionStep(input) { input, output in
      var left = input.count, next = input.baseAddress
      var free = output.count, place = output.baseAddress
      let result = BrotliDecoderDecompressStream(state, &left, &next, &free, &place, nil)
      let status: DecompressionStep.Status =
        switch result {
        case BROTLI_DECODER_RESULT_SUCCESS: .ended
        case BROTLI_DECODER_RESULT_ERROR:
          .failed(String(cString: BrotliDecoderErrorString(BrotliDecoderGetErrorCode(state))))
        default: .ok
        }
      return (input.count - left, output.count - free, status)
    }
  }
}
