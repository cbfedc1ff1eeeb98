import Foundation
import JSONModel
import WorkflowEngine

extension Benchmark {
  static let engine = Benchmark("engine", "conformance cases a second in one process: parse, check, run") { rounds in
    let cases = try EngineBenchmark.cases(
      BenchmarkFolder.bytes(BenchmarkFolder.shared("conformance/asl/executions.json")))
    var rates = Series(), ran = 0
    _ = try await EngineBenchmark.round(cases)
    for _ in 0..<rounds {
      let result = try await EngineBenchmark.rate(cases, seconds: 2)
      ran = result.ran
      rates.add(result.perSecond)
    }
    var table = Table("\(rounds) rounds of 2 s", "cases", "cases/s, median (range)")
    table.add("executions.json", "\(ran) of \(cases.count)", rates.text(digits: 0))
    table.print()
  }
}

/// The cases of ../shared/conformance/asl/executions.json that need no service, Map, variables or JSONata.
enum EngineBenchmark {
  struct Case: Sendable {
    let definition: [UInt8]
    let input: JSONValue
  }

  static func cases(_ executions: [UInt8]) throws -> [Case] {
    let list = try JSONValue(parsing: executions).array ?? []
    return list.compactMap { json in
      let features = json["features"]?.array?.compactMap(\.text) ?? []
      guard json["query_language"] == "JSONPath", json["needs"] == ["none"],
        !features.contains(where: { ["ql:mixed", "state:Map", "field:Assign"].contains($0) }),
        let definition = json["definition"]
      else { return nil }
      return Case(definition: definition.bytes(), input: json["input"] ?? [:])
    }
  }

  /// Parses, checks and runs each case; gives how many ran.
  static func round(_ cases: [Case]) async throws -> Int {
    var ran = 0
    for example in cases {
      let result = StateMachine.parse(try JSONDocument(parsing: example.definition), tasks: nil)
      guard let machine = result.machine else { continue }
      let execution = await Runner(machine, tasks: NoTasks()).run(input: example.input)
      ran += execution.history.isEmpty ? 0 : 1
    }
    return ran
  }

  /// Rounds until `seconds` are over; cases a second.
  static func rate(_ cases: [Case], seconds: Double) async throws -> (ran: Int, perSecond: Double) {
    let clock = ContinuousClock()
    let start = clock.now
    var ran = 0, last = 0
    repeat {
      last = try await round(cases)
      ran += last
    } while start.duration(to: clock.now) < .seconds(seconds)
    let (whole, part) = start.duration(to: clock.now).components
    return (last, Double(ran) / (Double(whole) + Double(part) / 1e18))
  }
}

/// The cases have no task that is called.
struct NoTasks: TaskHandlers {
  func knows(resource: String) -> Bool { true }
  func perform(_ call: TaskCall) async -> TaskReport { TaskReport(.succeeded([:])) }
}
