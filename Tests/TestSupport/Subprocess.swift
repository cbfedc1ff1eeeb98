#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Runs programs and waits for their end.
public enum Subprocess {
  public struct Result: Sendable {
    public let status: Int32
    public let outputBytes: [UInt8]
    public let errorBytes: [UInt8]
    public var output: String { String(decoding: outputBytes, as: UTF8.self) }
    public var error: String { String(decoding: errorBytes, as: UTF8.self) }
  }

  public struct NotStarted: Error, CustomStringConvertible {
    public let program: String, code: Int32
    public var description: String { "\(program) did not start: \(String(cString: strerror(code)))" }
  }

  /// How long a program may take before it is killed: longer than any does, also under a sanitizer.
  public static let patience = Duration.seconds(600)

  /// Runs `program`, looked up in PATH, in `folder` with what `environment` adds, and returns what it printed. The
  /// status is 128 and the signal where a signal ended it.
  public static func run(
    _ program: String, _ arguments: [String], in folder: String? = nil, environment: [String: String] = [:],
    within patience: Duration = Subprocess.patience
  ) throws -> Result {
    try start(program, arguments, in: folder, environment: environment, within: patience).finish()
  }

  /// Starts `program` and returns at once.
  public static func start(
    _ program: String, _ arguments: [String], in folder: String? = nil, environment: [String: String] = [:],
    within patience: Duration = Subprocess.patience
  ) throws -> RunningProcess {
    let output = try Pipe(), error = try Pipe()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, output.writer, 1)
    posix_spawn_file_actions_adddup2(&actions, error.writer, 2)
    let command = folder.map { ["/bin/sh", "-c", #"cd "$0" && exec "$@""#, $0, program] } ?? [program]
    let words = (command + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    let variables = self.environment(adding: environment).map { strdup($0) } + [nil]
    defer { for variable in variables { free(variable) } }
    var identifier = pid_t()
    let code = posix_spawnp(&identifier, command[0], &actions, nil, words, variables)
    close(output.writer)
    close(error.writer)
    guard code == 0 else {
      close(output.reader)
      close(error.reader)
      throw NotStarted(program: program, code: code)
    }
    return RunningProcess(
      identifier: identifier, output: output.reader, error: error.reader, deadline: .now + patience)
  }

  /// What a machine or its user sets for the programs that tests run, and no test reckons with: where they ask, whom they
  /// trust, how they lay out and in which language they speak. In lower case.
  private static let unwanted: Set<String> = [
    "all_proxy", "bash_env", "ci", "columns", "curl_ca_bundle", "curl_home", "env", "force_color", "git_dir",
    "git_index_file", "git_work_tree", "http_proxy", "https_proxy", "lang", "language", "lines", "manpager", "manwidth",
    "no_color", "no_proxy", "node_extra_ca_certs", "node_options", "pager", "requests_ca_bundle", "ssl_cert_dir",
    "ssl_cert_file", "tapedeck_mode", "wgetrc", "xdg_config_home", "xdg_state_home",
  ]

  private static func environment(adding added: [String: String]) -> [String] {
    let added = added.merging(["LANG": "C.UTF-8"]) { own, _ in own }
    var result: [String] = []
    var place = environ
    while let entry = place.pointee {
      let text = String(cString: entry), name = String(text.prefix { $0 != "=" })
      let isUnwanted = unwanted.contains(name.lowercased()) || name.hasPrefix("LC_") || name.hasPrefix("GITHUB_")
      if added[name] == nil, !isUnwanted { result.append(text) }
      place += 1
    }
    return result + added.map { "\($0)=\($1)" }
  }

  private struct Pipe {
    let reader: Int32, writer: Int32
    init() throws {
      var ends: [Int32] = [0, 0]
      guard pipe(&ends) == 0 else { throw NotStarted(program: "pipe", code: errno) }
      (reader, writer) = (ends[0], ends[1])
      // A child must not inherit the other end, or it never sees its own end close.
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }
  }
}

/// A program that was started. One that goes on beyond its deadline is killed by whoever waits for it.
public final class RunningProcess: Sendable {
  public let identifier: Int32
  private let output: Int32, error: Int32
  private let deadline: ContinuousClock.Instant

  init(identifier: Int32, output: Int32, error: Int32, deadline: ContinuousClock.Instant) {
    self.identifier = identifier
    self.output = output
    self.error = error
    self.deadline = deadline
  }

  /// Reads standard output up to and with the first line that holds `text`; what was read is returned. Ends early where
  /// the program closes its output.
  public func readOutput(until text: String) -> String {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while !ready([output]).isEmpty, read(output, &byte, 1) == 1 {
      bytes.append(byte)
      if byte == 10, String(decoding: bytes, as: UTF8.self).contains(text) { break }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  public func signal(_ number: Int32) { kill(identifier, number) }

  /// Reads what is left of both outputs and waits for the end.
  public func finish() -> Subprocess.Result {
    var collected: [Int32: [UInt8]] = [output: [], error: []]
    var open = [output, error]
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while !open.isEmpty {
      let ready = ready(open)
      if ready.isEmpty { break }
      for descriptor in ready {
        let count = read(descriptor, &buffer, buffer.count)
        if count > 0 {
          collected[descriptor, default: []] += buffer[..<count]
        } else {
          open.removeAll { $0 == descriptor }
        }
      }
    }
    close(output)
    close(error)
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0 && errno == EINTR {}
    let signal = status & 0x7F
    return Subprocess.Result(
      status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, outputBytes: collected[output] ?? [],
      errorBytes: collected[error] ?? [])
  }

  /// Waits for those of the descriptors that can be read, or are at their end. None where the program was killed.
  private func ready(_ descriptors: [Int32]) -> [Int32] {
    while true {
      var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      let left = max(.zero, ContinuousClock.now.duration(to: deadline)) / .milliseconds(1)
      switch poll(&polled, nfds_t(polled.count), Int32(left)) {
      case 0:
        kill(identifier, SIGKILL)
        return []
      case 1...: return polled.filter { $0.revents != 0 }.map(\.fd)
      default: continue
      }
    }
  }
}
