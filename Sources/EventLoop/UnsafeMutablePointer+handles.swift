package import CUV

extension UnsafeMutablePointer {
  /// A libuv handle of any type as what they have in common.
  package var handle: UnsafeMutablePointer<uv_handle_t> {
    UnsafeMutableRawPointer(self).assumingMemoryBound(to: uv_handle_t.self)
  }

  /// A libuv handle of a stream type as a stream.
  package var stream: UnsafeMutablePointer<uv_stream_t> {
    UnsafeMutableRawPointer(self).assumingMemoryBound(to: uv_stream_t.self)
  }
}
