/// The last two letters of the words that a secret's name ends with: most names of a text are told by them to be none,
/// before they are cut into words.
enum NameEndings {
  private static let words = [
    "secret", "secrets", "credential", "credentials", "authorization", "jwt", "assertion", "saml", "apikey",
    "apikeys", "otp", "pin", "cvv", "cvc", "sig", "token", "code", "codes", "verifier", "id", "response",
    "signature", "hash", "digest", "salt", "base", "confirmation", "confirm", "again", "repeat", "new", "old",
    "current", "verify", "pass", "value", "text", "string", "raw", "plaintext", "plain", "b64", "base64",
    "pat", "auth", "mnemonic", "geheimnis", "proof", "answer", "phrase", "passe", "word", "secreta", "secrete",
    "secrète",
    "psk", "attempt", "ticket", "seed", "hex", "pem", "der", "encoded",
    // Of fields and attributes that are read for what they hold.
    "cookie", "name", "content", "key",
  ]

  private static let table: [Bool] = {
    var table = [Bool](repeating: false, count: 1 << 16)
    for word in words + SecretNames.passwordWords { table[index(of: Array(word.utf8)[...])] = true }
    return table
  }()

  private static func index<Bytes: RandomAccessCollection<UInt8>>(of word: Bytes) -> Int where Bytes.Index == Int {
    var last = word.endIndex
    while last - word.startIndex > 2, ByteSet.digits.contains(word[last - 1]) { last -= 1 }
    return Int(word[last - 2] | 0x20) << 8 | Int(word[last - 1] | 0x20)
  }

  /// The same of a name by itself.
  static func isPossible(_ name: String) -> Bool {
    name.utf8.withContiguousStorageIfAvailable { isPossible($0, 0..<$0.count) } ?? true
  }

  /// False where the name's last word can't be one of those.
  static func isPossible<Bytes: RandomAccessCollection<UInt8>>(_ bytes: Bytes, _ name: Range<Int>) -> Bool
  where Bytes.Index == Int {
    var end = name.upperBound
    while end > name.lowerBound, !ByteSet.alphanumeric.contains(bytes[end - 1]), bytes[end - 1] < 0x80 { end -= 1 }
    guard end - name.lowerBound >= 2 else { return false }
    // `password_2`: what the number counts is told from the word before it.
    var word = end
    while word > name.lowerBound, ByteSet.digits.contains(bytes[word - 1]) { word -= 1 }
    if word < end, word > name.lowerBound, !ByteSet.alphanumeric.contains(bytes[word - 1]), bytes[word - 1] < 0x80 {
      end = word
      while end > name.lowerBound, !ByteSet.alphanumeric.contains(bytes[end - 1]), bytes[end - 1] < 0x80 { end -= 1 }
      guard end - name.lowerBound >= 2 else { return false }
    }
    if end - name.lowerBound > 3, bytes[(end - 3)..<end].elementsEqual("b64".utf8) { return true }
    return table[index(of: bytes[name.lowerBound..<end])]
  }
}
