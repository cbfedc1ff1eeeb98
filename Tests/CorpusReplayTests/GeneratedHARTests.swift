import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Whatever import takes can be loaded, and answers its own requests: for files by chance, as tools write them and
/// damaged. `TAPEDECK_HAR_FILES` says how many.
@Suite(.timeLimit(.minutes(60))) struct GeneratedHARTests {
  @Test func `what is imported is loaded as it was and answers its own requests, each with its own interaction`() throws
  {
    let count = getenv("TAPEDECK_HAR_FILES").flatMap { Int(String(cString: $0)) } ?? 400
    let result = try Subprocess.run(BuiltProduct.path("FuzzHAR"), ["generated", "\(count)"], within: .seconds(3000))
    #expect(result.status == 0, "\(result.output)\(result.error)")
    let words = result.output.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
    #expect(words.first == count)
    // Most whole files give some, and some of the damaged ones.
    #expect(words.count > 2 && words[1] * 5 > count * 2 && words[2] > count, "\(result.output)")
  }
}
