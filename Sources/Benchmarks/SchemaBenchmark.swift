import Foundation
import JSONModel
import SchemaValidation

extension Benchmark {
  static let schema = Benchmark("schema", "us a payload checked, beside jsonschema-rs, fastjsonschema and ajv") {
    rounds in
    let python = try Program("python3", install: "apt-get install python3")
    do {
      try python.output(["-c", "import jsonschema_rs, fastjsonschema"])
    } catch {
      throw BenchmarkError("Python lacks a peer; install it with: pip install jsonschema-rs fastjsonschema")
    }
    try SchemaBenchmark(python, SchemaBenchmark.node()).measure(rounds: rounds)
  }
}

/// The schema and the payloads of `transaction.completed`.
private struct SchemaBenchmark {
  let python: Program
  /// Nil where ajv can't be run.
  let node: Program?
  let schemaText: [UInt8], payload: [UInt8], invalid: [UInt8]

  init(_ python: Program, _ node: Program?) throws {
    let folder = try BenchmarkFolder.shared("bench/schema")
    (self.python, self.node) = (python, node)
    schemaText = try BenchmarkFolder.bytes("\(folder)/transaction.completed.schema.json")
    payload = try BenchmarkFolder.bytes("\(folder)/transaction.completed.payload.min.json")
    invalid = try BenchmarkFolder.bytes("\(folder)/transaction.completed.invalid.json")
  }

  /// With ajv in the scratch folder; how it gets there is said where it isn't.
  static func node() -> Program? {
    guard let node = try? Program("node", install: "apt-get install nodejs") else {
      print("ajv is left out; to see it beside, first install Node.js: apt-get install nodejs npm\n")
      return nil
    }
    let install = "npm install --prefix \(BenchmarkFolder.scratch)"
    func has(_ package: String) -> Bool {
      (try? node.output(["-e", "require('\(package)')"], in: BenchmarkFolder.scratch)) != nil
    }
    guard has("ajv/dist/2020") else {
      print("ajv is left out; to see it beside: \(install) ajv@8 ajv-formats\n")
      return nil
    }
    if !has("ajv-formats") { print("ajv's formats are left out; to see them beside: \(install) ajv-formats\n") }
    return node
  }

  /// What is measured, in the order of the peers' numbers.
  static let rows = [
    "valid, first failure", "valid, first failure, formats", "valid, all failures", "three errors, all failures",
    "from bytes to verdict", "schema compiled",
  ]

  func measure(rounds: Int) throws {
    var own = rows(), rust = rows(), fast = rows(), ajv = rows()
    for _ in 0..<rounds {
      add(try ownSpeeds(), to: &own)
      let peers = try numbers(python.output(["-c", SchemaBenchmark.pythonScript, try folder()]))
      add(Array(peers.prefix(6)), to: &rust)
      add(Array(peers.dropFirst(6)), to: &fast)
      if let node {
        let output = try node.output(["-e", SchemaBenchmark.nodeScript, try folder()], in: BenchmarkFolder.scratch)
        add(numbers(output), to: &ajv)
      }
    }
    print("transaction.completed: a payload of \(payload.count) bytes, a schema of \(schemaText.count)\n")
    for (number, name) in SchemaBenchmark.rows.enumerated() {
      var table = Table(name, "us, median (range)", "times ours")
      table.add("Tapedeck", own[number].text(digits: 2), "1")
      for (name, series) in [("jsonschema-rs", rust), ("fastjsonschema", fast), ("ajv", ajv)]
      where !series[number].values.isEmpty && !series[number].median.isNaN {
        table.add("  " + name, series[number].text(digits: 2), series[number].ratio(to: own[number]).text(2))
      }
      table.print()
      print()
    }
  }

  private func folder() throws -> String { try BenchmarkFolder.shared("bench/schema") }
  private func rows() -> [Series] { SchemaBenchmark.rows.map { _ in Series() } }

  private func add(_ values: [Double], to series: inout [Series]) {
    for (number, value) in values.enumerated() { series[number].add(value) }
  }

  /// What a peer cannot do is `nan`.
  private func numbers(_ text: String) -> [Double] {
    text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
  }

  private func ownSpeeds() throws -> [Double] {
    let document = try JSONDocument(parsing: schemaText)
    var options = SchemaOptions()
    options.formats = .checked
    let schema = try Schema.compile(document), checked = try Schema.compile(document, options: options)
    let valid = try JSONDocument(parsing: payload).root, wrong = try JSONDocument(parsing: invalid).root
    guard schema.isValid(valid), checked.isValid(valid), told(schema.check(wrong)).count == 3 else {
      throw BenchmarkError("the payloads are not what the benchmark takes them for")
    }
    return [
      ProcessorTime.microseconds { _ = schema.isValid(valid) },
      ProcessorTime.microseconds { _ = checked.isValid(valid) },
      ProcessorTime.microseconds { _ = schema.check(valid) },
      ProcessorTime.microseconds { _ = told(schema.check(wrong)) },
      try ProcessorTime.microseconds { _ = schema.isValid(try JSONDocument(parsing: payload).root) },
      try ProcessorTime.microseconds { _ = try Schema.compile(try JSONDocument(parsing: schemaText)) },
    ]
  }

  /// Of each violation what the peers have when they are done: the message, and the ways to the value and the keyword.
  private func told(_ violations: [SchemaViolation]) -> [(reason: String, value: JSONPointer?, keyword: JSONPointer?)] {
    violations.map { ($0.reason, $0.value.pointer, $0.schema.pointer) }
  }

  private static let pythonScript = """
    import fastjsonschema, json, jsonschema_rs, sys, time
    folder = sys.argv[1] + '/transaction.completed.'
    text = open(folder + 'payload.min.json').read()
    schema, valid, wrong = [json.load(open(folder + name + '.json')) for name in ('schema', 'payload.min', 'invalid')]
    def speed(body):
        passes, start = 0, time.process_time()
        while time.process_time() - start < 0.33:
            body()
            passes += 1
        return (time.process_time() - start) / passes * 1e6
    rust = jsonschema_rs.validator_for(schema)
    checked = jsonschema_rs.validator_for(schema, validate_formats=True)
    told = lambda value: [(each.message, each.instance_path, each.schema_path) for each in rust.iter_errors(value)]
    print(speed(lambda: rust.is_valid(valid)), speed(lambda: checked.is_valid(valid)),
        speed(lambda: told(valid)), speed(lambda: told(wrong)),
        speed(lambda: rust.is_valid(json.loads(text))), speed(lambda: jsonschema_rs.validator_for(schema)))
    # It knows drafts up to 7, which for this schema is enough.
    old = {key: value for key, value in schema.items() if key != '$schema'}
    fast = fastjsonschema.compile(old)
    print('nan', speed(lambda: fast(valid)), 'nan', 'nan', speed(lambda: fast(json.loads(text))),
        speed(lambda: fastjsonschema.compile(old)))
    """

  private static let nodeScript = """
    const Ajv = require('ajv/dist/2020').default, fs = require('fs')
    let formats = null
    try { formats = require('ajv-formats').default } catch {}
    const read = name => fs.readFileSync(`${process.argv[1]}/transaction.completed.${name}.json`, 'utf8')
    const schema = JSON.parse(read('schema')), text = read('payload.min')
    const valid = JSON.parse(text), wrong = JSON.parse(read('invalid'))
    const now = () => { const { user, system } = process.cpuUsage(); return user + system }
    const speed = body => {
      let passes = 0
      const start = now()
      while (now() - start < 330000) { for (let i = 0; i < 8; i++) body(); passes += 8 }
      return (now() - start) / passes
    }
    const make = (options, checked) => {
      const ajv = new Ajv({ strict: false, validateFormats: checked, ...options })
      if (checked) formats(ajv)
      return ajv.compile(schema)
    }
    const first = make({}, false), all = make({ allErrors: true }, false)
    const checked = formats ? make({}, true) : null
    const told = value => all(value) || all.errors.map(each => [each.message, each.instancePath, each.schemaPath])
    console.log(speed(() => first(valid)), checked ? speed(() => checked(valid)) : NaN, speed(() => told(valid)),
      speed(() => told(wrong)), speed(() => first(JSON.parse(text))), speed(() => make({}, false)))
    """
}
