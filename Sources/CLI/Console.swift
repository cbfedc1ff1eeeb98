import Locking
import Reporting

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where a command prints. Nothing that is printed as text or as a line can steer a terminal or a CI run.
struct Console: Sendable {
  let output: Int32
  private let failure = Lock<String?>(nil)

  init(output: Int32 = 1) { self.output = output }

  /// Where another program has standard output: all goes to standard error.
  static let besideCommand = Console(output: 2)

  /// What was asked for, in lines that end where we end them: values that may hold line ends belong into `print(line:)`.
  func print(_ text: String) { write(TerminalText.safeLines(text) + "\n", to: output) }
  /// Lines that a `LineLayout` made: their values are safe, and their colours are ours.
  func print(laidOut text: String) { write(text + "\n", to: output) }
  /// One line, whatever is in it.
  func print(line: String) { write(TerminalText.safeLine(line) + "\n", to: output) }
  /// JSON, for a program.
  func print(json: String) { write(TerminalText.safeJSON(json) + "\n", to: output) }
  /// What another program reads, as it is.
  func print(data: String) { write(data + "\n", to: output) }
  /// Bytes as they are, which others follow.
  func print(part: [UInt8]) { write(part, to: output) }
  /// Bytes as they are.
  func print(bytes: [UInt8]) { write(bytes, to: output) }
  /// Notes, progress and errors.
  func note(_ text: String) { write(TerminalText.safeLines(text) + "\n", to: 2) }
  /// One line of them, whatever is in it.
  func note(line: String) { write(TerminalText.safeLine(line) + "\n", to: 2) }

  var isTerminal: Bool { isatty(output) == 1 }

  /// Whether what is printed may be coloured: it goes to a terminal, and the user does not say no (no-color.org).
  var isColored: Bool {
    let refused = Environment.value("NO_COLOR").map { !$0.isEmpty } ?? false
    return isTerminal && !refused && Environment.value("TERM") != "dumb"
  }

  /// How lines are laid out there now: somebody may make the terminal's window wider at any time. `COLUMNS` goes before
  /// what the terminal says.
  var layout: LineLayout { LineLayout(width: isTerminal ? columns : nil, isColored: isColored) }

  /// Nil where nobody knows.
  private var columns: Int? {
    if let columns = Environment.value("COLUMNS").flatMap({ Int($0) }), (1...10_000).contains(columns) {
      return columns
    }
    var size = winsize()
    guard ioctl(output, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  private func write(_ text: String, to descriptor: Int32) { write(Array(text.utf8), to: descriptor) }

  /// Why standard output could not be written; nil where it could, or where its reader went away.
  var outputFailure: String? { failure.withLock { $0 } }

  /// Notes that something that writes there by itself failed.
  func note(outputFailure reason: String?) {
    guard let reason else { return }
    failure.withLock { $0 = $0 ?? reason }
  }

  /// A reader that went away ends the writing, not the command.
  private func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      // Whoever has the same pipe may have set it so that nobody waits at it: Node.js does.
      if count < 0 && errno == EAGAIN {
        var polled = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&polled, 1, -1)
        continue
      }
      if count <= 0 {
        if descriptor == 1, count < 0, errno != EPIPE { note(outputFailure: String(cString: strerror(errno))) }
        return
      }
      rest = rest.dropFirst(count)
    }
  }
}

func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, buffer, count)
}
