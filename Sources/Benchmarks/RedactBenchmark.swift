import Foundation
import HTTPModel
import RecordReplay

extension Benchmark {
  static let redact = Benchmark("redact", "MB/s redacted and audited on one core, beside detect-secrets") { rounds in
    let peer = try RedactBenchmark.detectSecrets()
    let tapedeck = try BenchmarkFolder.tapedeck()
    let corpus = try RedactCorpus(bytes: 100_000_000)
    guard let first = corpus.copies.first else { throw BenchmarkError("there are no recordings") }
    var redacted = Series(), audited = Series(), detected = Series()
    for _ in 0..<rounds {
      let seconds = try RedactBenchmark.seconds { try RedactBenchmark.redact(corpus.exchanges, RedactCorpus.api) }
      redacted.add(Double(corpus.exchangeBytes) / seconds / 1e6)
      audited.add(
        Double(corpus.fileBytes) / 1e6
          / (try RedactBenchmark.seconds(of: tapedeck, ["audit", corpus.folder], status: 1)))
      detected.add(
        Double(first.bytes) / 1e6
          / (try RedactBenchmark.seconds(of: peer, ["-c", "1", "scan", "--all-files", "--no-verify", first.folder])))
    }
    var table = Table(
      "\((Double(corpus.fileBytes) / 1e6).text(0)) MB of HAR files, \(rounds) rounds", "MB/s, median (range)",
      "to detect-secrets")
    table.add("learn and redact their exchanges", redacted.text(), redacted.ratio(to: detected).text(0))
    table.add("tapedeck audit", audited.text(), audited.ratio(to: detected).text(0))
    table.add("  detect-secrets, of the first \((Double(first.bytes) / 1e6).text(1)) MB", detected.text(digits: 2), "1")
    table.print()
    print("the exchanges have \((Double(corpus.exchangeBytes) / 1e6).text(1)) MB; a second is one of the processor's\n")
    try RedactBenchmark.measureHostile(rounds: rounds)
  }
}

enum RedactBenchmark {
  static func detectSecrets() throws -> Program {
    let folder = BenchmarkFolder.scratch + "/venv", path = folder + "/bin/detect-secrets"
    if FileManager.default.isExecutableFile(atPath: path) { return Program(at: path) }
    return try Program(
      "detect-secrets",
      install: "python3 -m venv \(folder) && \(folder)/bin/pip install detect-secrets")
  }

  /// As an import does: first all is learnt, then all is redacted.
  static func redact(_ exchanges: [Exchange], _ api: API) throws {
    var session = RedactionSession()
    let learnt = try exchanges.map { try session.learn($0, api: api, coded: .undone) }
    for one in learnt { _ = try session.redact(one, recorded: Provenance(.recorded)) }
  }

  /// The processor's time.
  static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = clock()
    try body()
    return Double(clock() - start) / Double(CLOCKS_PER_SEC)
  }

  /// The processor's time of another program.
  static func seconds(of program: Program, _ arguments: [String], status: Int32 = 0) throws -> Double {
    let before = childSeconds
    let process = program.process(arguments)
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == status else {
      throw BenchmarkError(
        "\(program.path) \(arguments.joined(separator: " ")) ended with \(process.terminationStatus)")
    }
    return childSeconds - before
  }

  private static var childSeconds: Double {
    var usage = rusage()
    // RUSAGE_CHILDREN, which Glibc gives as another type than it takes.
    getrusage(-1, &usage)
    return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
  }

  /// What a search may take quadratic time for, at half its size and whole: the speed must stay.
  static func measureHostile(rounds: Int) throws {
    var table = Table("hostile bodies and fields", "half, MB/s", "whole, MB/s", "whole, ms")
    for hostile in HostileExchange.all {
      var half = Series(), whole = Series(), time = Series()
      for _ in 0..<rounds {
        half.add(try speed(hostile, hostile.count / 2).megabytes)
        let (megabytes, seconds) = try speed(hostile, hostile.count)
        whole.add(megabytes)
        time.add(seconds * 1000)
      }
      table.add(hostile.name, half.text(), whole.text(), time.text(digits: 0))
    }
    table.print()
  }

  private static func speed(_ hostile: HostileExchange, _ count: Int) throws -> (megabytes: Double, seconds: Double) {
    let exchange = hostile.exchange(count)
    let seconds = try seconds { try redact([exchange], RedactCorpus.api) }
    return (Double(exchange.size) / seconds / 1e6, seconds)
  }
}
