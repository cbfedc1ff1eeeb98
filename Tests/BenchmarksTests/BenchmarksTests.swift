import TestSupport
import Testing

@testable import Benchmarks

@Suite(.timeLimit(.minutes(10))) struct BenchmarksTests {
  @Test(arguments: [[], ["nothing"]])
  func `without a name that it knows the program lists the benchmarks`(arguments: [String]) throws {
    let result = try Subprocess.run(BuiltProduct.path("Benchmarks"), arguments)
    #expect(result.status == 2)
    #expect(result.output.contains("There is no benchmark nothing.") == !arguments.isEmpty)
    #expect(!Benchmark.all.isEmpty)
    for benchmark in Benchmark.all {
      #expect(result.output.contains("\n  \(benchmark.name) "))
      #expect(result.output.contains(benchmark.summary))
    }
  }

  @Test(arguments: ["0", "x", "-1", "1001"])
  func `rounds that are no number are refused`(rounds: String) throws {
    let result = try Subprocess.run(BuiltProduct.path("Benchmarks"), ["json", rounds])
    #expect(result.status == 2)
    #expect(result.output.contains("ROUNDS is a number"))
  }

  @Test func `a program that is not there is named with the command that installs it`() {
    let error = #expect(throws: BenchmarkError.self) { try Program("no-such-program", install: "apt-get install it") }
    #expect(error?.description == "no-such-program is not installed; install it with: apt-get install it")
  }
}

struct SeriesTests {
  static func series(_ values: [Double]) -> Series {
    var series = Series()
    for value in values { series.add(value) }
    return series
  }

  @Test(arguments: [([3.0], 3.0), ([1, 9], 5), ([9, 1, 2], 2), ([4, 1, 3, 2], 2.5)] as [([Double], Double)])
  func `the median is the middle one, or lies between the two`(values: [Double], median: Double) {
    #expect(Self.series(values).median == median)
  }

  @Test func `a ratio is of the same round`() {
    #expect(Self.series([10, 40, 3]).ratio(to: Self.series([10, 20, 1])) == 2)
    #expect(Self.series([1]).ratio(to: Self.series([0])).isNaN)
  }

  @Test(
    arguments: [
      (12.345, 1, "12.3"), (0.06, 1, "0.1"), (-0.26, 1, "-0.3"), (1234.5, 0, "1235"), (2.004, 2, "2.00"),
      (.nan, 1, "-"),
      (.infinity, 1, "-"),
    ] as [(Double, Int, String)])
  func `a number is written with so many digits`(value: Double, digits: Int, text: String) {
    #expect(value.text(digits) == text)
  }
}
