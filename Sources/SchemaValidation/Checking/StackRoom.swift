#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How far the stack may grow while a value is checked.
enum StackRoom {
  /// Half of what a thread has: with glibc what the system's limit says, or 2 MiB where there is none; on macOS 512 KiB.
  static let bytes: UInt = {
    #if canImport(Glibc)
      var limit = rlimit()
      guard getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limit) == 0, limit.rlim_cur < 1 << 40 else {
        return 1 << 20
      }
      return min(UInt(limit.rlim_cur) / 2, 16 << 20)
    #else
      return 256 << 10
    #endif
  }()

  /// About where the stack is now. It grows downwards.
  @inline(never) static func here() -> UInt {
    var local: UInt8 = 0
    return withUnsafeMutablePointer(to: &local) { UInt(bitPattern: $0) }
  }
}
