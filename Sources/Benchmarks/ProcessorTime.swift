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

  /// Microseconds of this process for one pass of `body`, measured over half a second at least after one that does not
  /// count.
  static func microseconds(_ body: () throws -> Void) rethrows -> Double {
    try body()
    var passes = 0, batch = 1
    let start = clock()
    while clock() - start < CLOCKS_PER_SEC / 2 {
      for _ in 0..<batch { try body() }
      passes += batch
      // To ask for the time costs as much as a short pass, so it is asked seldom.
      if clock() - start < CLOCKS_PER_SEC / 100 { batch *= 2 }
    }
    return Double(clock() - start) / Double(CLOCKS_PER_SEC) / Double(passes) * 1e6
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
