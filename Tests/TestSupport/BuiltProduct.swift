#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Executables of the package, as they were built beside the test's own.
public enum BuiltProduct {
  public static func path(_ name: String) -> String {
    #if canImport(Glibc)
      var buffer = [CChar](repeating: 0, count: 4096)
      let count = readlink("/proc/self/exe", &buffer, buffer.count)
      let executable = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let folder = executable.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
      if SharedFiles.exists("\(folder)/\(name)") { return "\(folder)/\(name)" }
    #endif
    return SharedFiles.root + "/.build/debug/\(name)"
  }
}
