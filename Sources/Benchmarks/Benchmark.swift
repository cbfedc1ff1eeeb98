/// One benchmark. A new one is a file with an extension of this type, and a place in `all`.
struct Benchmark: Sendable {
  let name: String
  /// What is measured, and beside what.
  let summary: String
  /// Measures everything as many times as it is told, in turn, and prints a table.
  let run: @Sendable (Int) async throws -> Void

  init(_ name: String, _ summary: String, run: @escaping @Sendable (Int) async throws -> Void) {
    (self.name, self.summary, self.run) = (name, summary, run)
  }

  static let all = [
    json, start, replay, record, intercept, survive, abuse, connections, engine, machines, redact, schema, verify,
  ]
}

/// Why a benchmark cannot be run, and what to do about it.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
