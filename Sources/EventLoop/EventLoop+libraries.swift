import CUV

extension EventLoop {
  /// `libuv 1.44.2`, as linked at run time.
  public static var libraryVersions: [String] { ["libuv \(String(cString: uv_version_string()))"] }
}
