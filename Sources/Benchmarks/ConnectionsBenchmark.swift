import Foundation

extension Benchmark {
  static let connections = Benchmark("connections", "memory and descriptors of the server after 100,000 connections") {
    rounds in
    let corpus = try ReplayCorpus(count: 10)
    let server = try TapedeckServer(BenchmarkFolder.tapedeck(), cassette: corpus.cassette)
    defer { server.stop() }
    var table = Table("connections so far", "memory, MiB", "descriptors", "connections a second")
    let before = try Footprint(of: server.process.processIdentifier)
    table.add("0", before.memory.text(1), String(before.descriptors), "")
    let each = 100_000 / rounds
    var after = before
    for round in 0..<rounds {
      let start = ContinuousClock.now
      for number in 0..<each { try visit(server.port, corpus.request, number: round * each + number) }
      let taken = ContinuousClock.now - start
      let seconds = Double(taken.components.seconds) + Double(taken.components.attoseconds) / 1e18
      after = try settled(server.process.processIdentifier, expecting: before.descriptors)
      table.add(
        String((round + 1) * each), after.memory.text(1), String(after.descriptors), (Double(each) / seconds).text(0))
    }
    table.print()
    print("after the first fifth the rest added what its rows show; a leak of 100 bytes a connection would be 9.5 MiB")
    if after.descriptors != before.descriptors {
      throw BenchmarkError("\(after.descriptors - before.descriptors) descriptors are left")
    }
  }

  /// Each in another way: a request and its answer, two of them, nothing at all, half a request, half a body, no HTTP.
  private static func visit(_ port: Int, _ request: [UInt8], number: Int) throws {
    let connection = try RawConnection(port: port, from: number)
    switch number % 6 {
    case 0:
      try connection.send(request)
      _ = connection.receive()
    case 1:
      try connection.send(request)
      _ = connection.receive()
      try connection.send(request)
      _ = connection.receive()
    case 2: break
    case 3: try connection.send(Array(request[..<40]))
    case 4: try connection.send(Array("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf".utf8))
    default:
      try connection.send([22, 3, 1, 0])
      _ = connection.receive()
    }
    if number % 4 > 0 { connection.resetOnClose() }
  }

  /// The server closes what it lingers on within some seconds.
  private static func settled(_ process: Int32, expecting descriptors: Int) throws -> Footprint {
    for _ in 0..<100 {
      let footprint = try Footprint(of: process)
      if footprint.descriptors <= descriptors { return footprint }
      usleep(100_000)
    }
    return try Footprint(of: process)
  }
}

/// What a process holds.
private struct Footprint {
  /// In MiB.
  let memory: Double
  let descriptors: Int

  init(of process: Int32) throws {
    #if os(Linux)
      let status = String(decoding: try BenchmarkFolder.bytes("/proc/\(process)/status"), as: UTF8.self)
      guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS:") }),
        let kibibytes = Double(line.split(whereSeparator: { !$0.isNumber }).first ?? "")
      else { throw BenchmarkError("/proc says nothing of the server") }
      memory = kibibytes / 1024
      descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").count
    #else
      throw BenchmarkError("this benchmark reads /proc, which only Linux has")
    #endif
  }
}
