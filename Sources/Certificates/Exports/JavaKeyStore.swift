import Clocks
import Hashing

/// Sun's own format of a trust store, which every Java loads without being told format or password. PEM it does not
/// load, and PKCS #12 of OpenSSL 3.0 it takes for empty.
enum JavaKeyStore {
  /// Nobody needs it to read the file; a wrong one fails.
  static let password = "changeit"

  /// `certificates` in DER; they are called `tapedeck-1` and so on.
  static func bytes(of certificates: [[UInt8]], at time: Instant) -> [UInt8] {
    var bytes = number(0xFEED_FEED as UInt32) + number(2 as UInt32) + number(UInt32(certificates.count))
    for (index, certificate) in certificates.enumerated() {
      bytes += number(2 as UInt32) + text("tapedeck-\(index + 1)")
      bytes += number(UInt64(max(0, time.millisecondsSince1970)))
      bytes += text("X.509") + number(UInt32(certificate.count)) + certificate
    }
    let secret = password.utf16.flatMap { number($0) } + Array("Mighty Aphrodite".utf8)
    return bytes + Digest.sha1.hash(secret + bytes)
  }

  private static func number(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.bigEndian) { Array($0) }
  }

  private static func text(_ text: String) -> [UInt8] { number(UInt16(text.utf8.count)) + Array(text.utf8) }
}
