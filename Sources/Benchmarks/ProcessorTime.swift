import Foundation

/// How long a process and its children kept a processor busy: unlike requests a second that says the same on a machine
/// that others use, too.
enum ProcessorTime {
  /// In seconds; not a number where the system has no /proc.
  static func used(by process: Int32) -> Double {
    let children = (try? text("/proc/\(process)/task/\(process)/children"))?.split(separator: " ").compactMap {
      Int32($0)
    }
    return (children ?? []).reduce(own(process)) { $0 + own($1) }
  }

  private static func own(_ process: Int32) -> Double {
    // The name before the closing parenthesis may hold anything.
    guard let fields = try? text("/proc/\(process)/stat").split(separator: ")").last?.split(separator: " "),
      fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12])
    else { return .nan }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  private static func text(_ path: String) throws -> String {
    String(decoding: try BenchmarkFolder.bytes(path), as: UTF8.self)
  }
}
