public import JSONModel
public import WorkflowEngine

/// An execution's history as JSON, event by event: a long one is never a text as a whole.
public enum HistoryText {
  /// Gives `write` the pieces of `{"events": […]}` with two blanks a level, and of `"reads"` behind it where there is one;
  /// a line feed ends it. What is in it steers no terminal.
  public static func write(_ execution: Execution, reads: JSONValue?, to write: ([UInt8]) -> Void) {
    var bytes = Array("{\n  \"events\": [".utf8)
    for (index, event) in execution.history.enumerated() {
      bytes += Array((index == 0 ? "\n    " : ",\n    ").utf8)
      bytes += text(event.json(), indent: "    ")
      if bytes.count >= 1 << 16 {
        write(bytes)
        bytes = []
      }
    }
    bytes += Array("\n  ]".utf8)
    if let reads { bytes += Array(",\n  \"reads\": ".utf8) + text(reads, indent: "  ") }
    write(bytes + Array("\n}\n".utf8))
  }

  /// A line feed stands nowhere in a JSON text but between its tokens.
  private static func text(_ value: JSONValue, indent: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for byte in TerminalText.safeJSON(value.text(.indented(2))).utf8 {
      bytes.append(byte)
      if byte == UInt8(ascii: "\n") { bytes += indent.utf8 }
    }
    return bytes
  }
}
