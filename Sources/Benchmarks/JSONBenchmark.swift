import Foundation
import JSONModel

extension Benchmark {
  static let json = Benchmark("json", "MB/s read and written, beside orjson and Foundation's JSONSerialization") {
    rounds in
    let python = try Program("python3", install: "apt-get install python3")
    do {
      try python.output(["-c", "import orjson"])
    } catch {
      throw BenchmarkError("Python has no orjson; install it with: pip install orjson")
    }
    let inputs = [
      try JSONInput("bench/schema, 7 files", files: JSONInput.schemas()),
      try JSONInput("recordings, 50 MB", files: [JSONInput.recordings()]),
    ]
    for input in inputs { try input.measure(rounds: rounds, python: python) }
  }
}

/// Texts that are read and written one after another.
private struct JSONInput {
  let name: String
  let files: [String]
  let texts: [[UInt8]]

  init(_ name: String, files: [String]) throws {
    (self.name, self.files) = (name, files)
    texts = try files.map(BenchmarkFolder.bytes)
  }

  static func schemas() throws -> [String] {
    let folder = try BenchmarkFolder.shared("bench/schema")
    return try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }.sorted()
      .map { "\(folder)/\($0)" }
  }

  /// All recordings of Keygen as one array, again and again.
  static func recordings() throws -> String {
    let path = BenchmarkFolder.scratch + "/recordings-50MB.json"
    let folder = try BenchmarkFolder.shared("recordings/keygen")
    guard let names = FileManager.default.enumerator(atPath: folder)?.compactMap({ $0 as? String }) else {
      throw BenchmarkError("\(folder) cannot be read")
    }
    let all = try names.filter { $0.hasSuffix(".har") }.sorted().map { try BenchmarkFolder.bytes("\(folder)/\($0)") }
    var bytes = Array("[".utf8)
    while bytes.count < 50_000_000 {
      for text in all { bytes += text + [UInt8(ascii: ","), 10] }
    }
    bytes += Array("null]".utf8)
    try BenchmarkFolder.write(bytes, to: path)
    return path
  }

  private var size: Int { texts.reduce(0) { $0 + $1.count } }

  func measure(rounds: Int, python: Program) throws {
    var document = Series(), value = Series(), written = Series()
    var orjsonRead = Series(), orjsonWritten = Series(), foundationRead = Series(), foundationWritten = Series()
    let values = try texts.map { try JSONValue(parsing: $0) }
    let datas = texts.map { Data($0) }
    let objects = try datas.map { try JSONSerialization.jsonObject(with: $0, options: .fragmentsAllowed) }
    for _ in 0..<rounds {
      document.add(try speed { for text in texts { _ = try JSONDocument(parsing: text) } })
      let peer = try python.output(["-c", JSONInput.script] + files).split(whereSeparator: \.isWhitespace).compactMap {
        Double($0)
      }
      guard peer.count == 2 else { throw BenchmarkError("python3 did not say how fast orjson was") }
      orjsonRead.add(peer[0])
      orjsonWritten.add(peer[1])
      foundationRead.add(
        try speed { for data in datas { _ = try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed) } }
      )
      value.add(try speed { for text in texts { _ = try JSONValue(parsing: text) } })
      written.add(speed { for value in values { _ = value.bytes() } }, scaledBy: compactShare(values))
      foundationWritten.add(
        try speed {
          for object in objects { _ = try JSONSerialization.data(withJSONObject: object, options: .fragmentsAllowed) }
        }, scaledBy: compactShare(values))
    }
    var table = Table(
      "\(name), \((Double(size) / 1e6).text(2)) MB", "MB/s, median (range)", "to orjson", "to Foundation")
    func row(_ name: String, _ series: Series, _ orjson: Series, _ foundation: Series) {
      table.add(
        name, series.text(digits: 0), series.ratio(to: orjson).text(2), series.ratio(to: foundation).text(2))
    }
    row("read, a document with positions", document, orjsonRead, foundationRead)
    row("read, a value to change", value, orjsonRead, foundationRead)
    row("  orjson.loads", orjsonRead, orjsonRead, foundationRead)
    row("  JSONSerialization.jsonObject", foundationRead, orjsonRead, foundationRead)
    row("write, compact", written, orjsonWritten, foundationWritten)
    row("  orjson.dumps", orjsonWritten, orjsonWritten, foundationWritten)
    row("  JSONSerialization.data", foundationWritten, orjsonWritten, foundationWritten)
    table.print()
    print()
  }

  /// What is written is shorter than what was read; speed is of what comes out.
  private func compactShare(_ values: [JSONValue]) -> Double {
    Double(values.reduce(0) { $0 + $1.bytes().count }) / Double(size)
  }

  /// MB of input for each second of the processor, over half a second at least.
  private func speed(_ body: () throws -> Void) rethrows -> Double {
    Double(size) / (try ProcessorTime.microseconds(body))
  }

  private static let script = """
    import orjson, sys, time
    texts = [open(name, 'rb').read() for name in sys.argv[1:]]
    values = [orjson.loads(text) for text in texts]
    written = sum(len(orjson.dumps(value)) for value in values)
    def speed(size, body):
        passes, start = 0, time.process_time()
        while time.process_time() - start < 0.5:
            body()
            passes += 1
        return size * passes / (time.process_time() - start) / 1e6
    def loads():
        for text in texts: orjson.loads(text)
    def dumps():
        for value in values: orjson.dumps(value)
    print(speed(sum(map(len, texts)), loads), speed(written, dumps))
    """
}

extension Series {
  fileprivate mutating func add(_ value: Double, scaledBy factor: Double) { add(value * factor) }
}
