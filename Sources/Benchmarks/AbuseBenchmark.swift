import Foundation
import TestSupport

extension Benchmark {
  static let abuse = Benchmark("abuse", "memory and descriptors of a recorder after 10,000 bad exchanges") { rounds in
    let program = try BenchmarkFolder.tapedeck()
    let folder = NSTemporaryDirectory() + "tapedeck-abuse-\(UUID().uuidString)"
    try BenchmarkFolder.write(Array(BadTraffic.program.utf8), to: "\(folder)/traffic.py")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let python = try Program("python3", install: "apt-get install python3")
    // From the first round on memory may grow by what is kept of the texts of what was recorded.
    print(try python.output(["traffic.py", program.path, folder, "10000", "\(rounds)", "16"], in: folder))
  }
}
