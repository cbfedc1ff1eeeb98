import Foundation

/// Another program that a benchmark needs.
struct Program {
  let path: String

  /// `install` is the command that brings it.
  init(_ name: String, install: String) throws {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folders = path.split(separator: ":").map(String.init) + ["/usr/sbin", "/sbin"]
    guard let path = folders.map({ "\($0)/\(name)" }).first(where: FileManager.default.isExecutableFile) else {
      throw BenchmarkError("\(name) is not installed; install it with: \(install)")
    }
    self.path = path
  }

  init(at path: String) { self.path = path }

  /// Runs it to its end and gives what it printed.
  @discardableResult
  func output(
    _ arguments: [String], in folder: String = BenchmarkFolder.root, environment: [String: String] = [:]
  ) throws -> String {
    let process = process(arguments, in: folder, environment: environment)
    let output = Pipe(), errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let reason = complaint.isEmpty ? text : complaint
      throw BenchmarkError("\(path) \(arguments.joined(separator: " ")) failed: \(reason.suffix(2000))")
    }
    return text
  }

  func process(_ arguments: [String], in folder: String = BenchmarkFolder.root, environment: [String: String] = [:])
    -> Process
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    return process
  }
}
