import HTTPModel
import Hashing
public import JSONModel

/// A mail that a workflow would send as a message that mail programs open (RFC 5322, MIME).
public enum MailFile {
  /// `parameters` are those of a call of `sesv2:sendEmail`; `date` is that of the run's clock, as
  /// `Instant.mailDate` has it. A raw mail is given as it is. Nil for a template, or something that is no mail.
  public static func bytes(_ parameters: JSONValue, date: String) -> [UInt8]? {
    guard let content = parameters["Content"] else { return nil }
    if let raw = content["Raw"]?["Data"]?.text { return Base64.decode(raw) }
    guard let simple = content["Simple"], simple.object != nil else { return nil }
    var lines = ["Date: \(date)"]
    lines += field("From", [parameters["FromEmailAddress"]?.text].compactMap(\.self))
    for (name, member) in [("To", "ToAddresses"), ("Cc", "CcAddresses")] {
      lines += field(name, (parameters["Destination"]?[member]?.array ?? []).compactMap(\.text))
    }
    lines += field("Reply-To", (parameters["ReplyToAddresses"]?.array ?? []).compactMap(\.text))
    lines.append("Subject: \(encoded(simple["Subject"]?["Data"]?.text ?? ""))")
    for header in simple["Headers"]?.array ?? [] {
      guard let name = header["Name"]?.text, isName(name), let value = header["Value"]?.text else { continue }
      lines.append("\(name): \(encoded(value))")
    }
    lines.append("MIME-Version: 1.0")
    let parts = [("plain", "Text"), ("html", "Html")].compactMap { subtype, member in
      simple["Body"]?[member]?["Data"]?.text.map { part(subtype, $0) }
    }
    let body = parts.count == 2 ? multipart("alternative", parts) : parts.first ?? part("plain", "")
    let attachments = (simple["Attachments"]?.array ?? []).map(attachment)
    lines.append(attachments.isEmpty ? body : multipart("mixed", [body] + attachments))
    return Array(lines.joined(separator: "\r\n").utf8)
  }

  private static func multipart(_ subtype: String, _ parts: [String]) -> String {
    let boundary = "=_" + Digest.sha256.hex(parts.joined().utf8).prefix(24)
    let lines =
      ["Content-Type: multipart/\(subtype); boundary=\"\(boundary)\"", ""]
      + parts.map { "--\(boundary)\r\n\($0)" } + ["--\(boundary)--", ""]
    return lines.joined(separator: "\r\n")
  }

  private static func attachment(_ parameters: JSONValue) -> String {
    let type = parameters["ContentType"]?.text.map { oneLine($0[...]) } ?? "application/octet-stream"
    let isInline = parameters["ContentDisposition"]?.text == "INLINE"
    // RFC 2231 section 4: a name may hold any letters.
    let name = parameters["FileName"]?.text.map { "; filename*=UTF-8''\(PercentEncoding.encoded($0.utf8))" } ?? ""
    var lines = ["Content-Type: \(type)", "Content-Disposition: \(isInline ? "inline" : "attachment")\(name)"]
    if let id = parameters["ContentId"]?.text { lines.append("Content-ID: <\(oneLine(id[...]))>") }
    if let text = parameters["ContentDescription"]?.text { lines.append("Content-Description: \(encoded(text))") }
    let content = parameters["RawContent"]?.text.flatMap { Base64.decode($0) } ?? []
    return lines.joined(separator: "\r\n") + "\r\n" + base64(content)
  }

  private static func field(_ name: String, _ values: [String]) -> [String] {
    values.isEmpty ? [] : ["\(name): \(values.map(encodedAddress).joined(separator: ", "))"]
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (33...126).contains($0) && $0 != UInt8(ascii: ":") }
  }

  /// The name in front of an address may hold any letters; the address itself does not.
  private static func encodedAddress(_ text: String) -> String {
    guard let bracket = text.utf8.lastIndex(of: UInt8(ascii: "<")), bracket > text.startIndex else {
      return encoded(text)
    }
    var name = text[..<bracket]
    while name.last == " " { name.removeLast() }
    return "\(encoded(String(name))) \(oneLine(text[bracket...]))"
  }

  /// An unstructured value: other letters as encoded words of at most 75 characters (RFC 2047).
  private static func encoded(_ text: String) -> String {
    let text = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }))
    if text.utf8.allSatisfy({ (32...126).contains($0) }), !text.utf8.contains("=?".utf8) { return text }
    var words: [String] = [], word: [UInt8] = []
    for scalar in text.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      // 45 bytes are 60 characters of Base64.
      if word.count + bytes.count > 45 {
        words.append("=?UTF-8?B?\(Base64.encode(word))?=")
        word = []
      }
      word += bytes
    }
    words.append("=?UTF-8?B?\(Base64.encode(word))?=")
    return words.joined(separator: "\r\n ")
  }

  private static func oneLine(_ text: Substring) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 32 && $0.value < 127 }))
  }

  /// Head and body of a part, without a line feed before it.
  private static func part(_ subtype: String, _ text: String) -> String {
    "Content-Type: text/\(subtype); charset=utf-8\r\n" + base64(Array(text.utf8))
  }

  /// The last field of a part's head, and its body.
  private static func base64(_ bytes: [UInt8]) -> String {
    let base64 = Array(Base64.encode(bytes).utf8)
    let lines = stride(from: 0, to: base64.count, by: 76).map {
      String(decoding: base64[$0..<min($0 + 76, base64.count)], as: UTF8.self)
    }
    return "Content-Transfer-Encoding: base64\r\n\r\n" + lines.joined(separator: "\r\n") + "\r\n"
  }
}
