#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The process's environment variables.
enum Environment {
  /// Nil where it is not set.
  static func value(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
