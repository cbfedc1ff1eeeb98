import ContentCoding

/// A text, and what a command-line tool made of it: brotli 1.0.9, zstd 1.5.4.
struct CodedSample: Sendable {
  let coding: Coding
  let bytes: [UInt8]
  let text: [UInt8]
  var hasChecksum = false

  private static let wordText = Array("Tapedeck Tapedeck".utf8)

  static let all = [
    word(.br), word(.zstd),
    // brotli -q 1
    CodedSample(coding: .br, bytes: hex("030880546170656465636b20546170656465636b03"), text: wordText),
    // zstd --no-check of a pipe: neither length nor checksum
    CodedSample(coding: .zstd, bytes: hex("28b52ffd0058890000546170656465636b20546170656465636b"), text: wordText),
    long(.br), long(.zstd),
  ]

  static func word(_ coding: Coding) -> CodedSample {
    let coded =
      coding == .br
      ? "21400004546170656465636b20546170656465636b03" : "28b52ffd2411890000546170656465636b20546170656465636bf6d6c90f"
    return CodedSample(
      coding: coding, bytes: hex(coded), text: wordText, hasChecksum: coding == .zstd)
  }

  /// 240,000 bytes, which is more than a buffer holds.
  static func long(_ coding: Coding) -> CodedSample {
    let coded =
      coding == .br
      ? "537fa903c49160e368d78fa314545385a5d1691097b235394606979aec72595d48c12b1f4a038b840e8800"
      : "28b52ffda480a90300040100c0546170656465636b20706c617973206974206261636b2e20010094ff6f3ec74500000001007da99b4f20702e2b82"
    let text = Array(String(repeating: "Tapedeck plays it back. ", count: 10_000).utf8)
    return CodedSample(coding: coding, bytes: hex(coded), text: text, hasChecksum: coding == .zstd)
  }

  /// 4 MiB.
  static func zeros(_ coding: Coding) -> CodedSample {
    let coded =
      coding == .br
      ? "9dffff3ff82700e2b14020f7fe07"
      : "28b52ffda4000040004c000008000100fcff39100202" + String(repeating: "00100002", count: 29)
        + "00100003001000289dbc7c"
    return CodedSample(coding: coding, bytes: hex(coded), text: [UInt8](repeating: 0, count: 1 << 22))
  }

  static func hex(_ digits: String) -> [UInt8] {
    let values = digits.compactMap { $0.hexDigitValue.map { UInt8($0) } }
    return stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] }
  }
}
