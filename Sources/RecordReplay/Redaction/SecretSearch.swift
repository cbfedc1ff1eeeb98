import HTTPModel
import Hashing

/// Looks for many secrets at once, as they are, in hexadecimal digits and in Base64 at each alignment. An answer may list
/// thousands: looking for one after another would read it thousands of times.
struct SecretSearch: Sendable {
  enum Coding: Sendable { case plain, hexadecimal, base64 }

  struct Form: Sendable {
    let bytes: [UInt8]
    /// The secret's index.
    let secret: Int
    let coding: Coding
  }

  struct Hit {
    let start: Int, length: Int
    let secret: Int
    let coding: Coding
  }

  /// Sorted by bytes, without repeats: of two secrets with one form the first counts.
  private let forms: [Form]
  /// For each form the longest one that it begins with; -1 where there is none.
  private let shorter: [Int]
  /// Of the first eight bytes of each form.
  private var beginnings: HashSketch

  static let beginningBytes = 8

  /// Those that are looked for inside texts.
  init(_ secrets: [KnownSecret]) {
    self.init(
      secrets.enumerated().flatMap { index, secret in
        secret.reach < .words ? [] : Form.all(of: secret.value, secret: index)
      })
  }

  /// Forms of less than eight bytes are not looked for.
  init(_ forms: [Form]) {
    let long = forms.filter { $0.bytes.count >= SecretSearch.beginningBytes }
    let sorted = long.sorted { left, right in
      let order = left.bytes[...].order(to: right.bytes[...])
      return order == 0 ? left.secret < right.secret : order < 0
    }
    var unique: [Form] = []
    for form in sorted where unique.last?.bytes != form.bytes { unique.append(form) }
    var shorter: [Int] = []
    for (index, form) in unique.enumerated() {
      var candidate = index - 1
      while candidate >= 0, !form.bytes.starts(with: unique[candidate].bytes) { candidate = shorter[candidate] }
      shorter.append(candidate)
    }
    (self.forms, self.shorter) = (unique, shorter)
    beginnings = HashSketch(capacity: unique.count)
    for form in unique { form.bytes.withUnsafeBytes { beginnings.insert(SecretSearch.beginning($0, at: 0)) } }
  }

  /// False where there is no hit.
  func mayHit(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard !forms.isEmpty, bytes.count >= SecretSearch.beginningBytes else { return false }
    let raw = UnsafeRawBufferPointer(bytes)
    return (0...(raw.count - SecretSearch.beginningBytes)).contains {
      beginnings.mayContain(SecretSearch.beginning(raw, at: $0))
    }
  }

  /// The longest hit at each place where there is one, in order. They may overlap.
  func hits(in bytes: [UInt8]) -> [Hit] {
    guard !forms.isEmpty, bytes.count >= SecretSearch.beginningBytes else { return [] }
    var hits: [Hit] = []
    bytes.withUnsafeBytes { raw in
      for start in 0...(raw.count - SecretSearch.beginningBytes)
      where beginnings.mayContain(SecretSearch.beginning(raw, at: start)) {
        if let form = longest(at: start, in: bytes) {
          hits.append(Hit(start: start, length: form.bytes.count, secret: form.secret, coding: form.coding))
        }
      }
    }
    return hits
  }

  /// The longest form that stands at `start`: one that the last form before the text there begins with.
  private func longest(at start: Int, in bytes: [UInt8]) -> Form? {
    let text = bytes[start...]
    var low = 0, high = forms.count
    while low < high {
      let middle = (low + high) / 2
      if forms[middle].bytes[...].order(to: text) <= 0 { low = middle + 1 } else { high = middle }
    }
    var candidate = low - 1
    while candidate >= 0 {
      if text.starts(with: forms[candidate].bytes) { return forms[candidate] }
      candidate = shorter[candidate]
    }
    return nil
  }

  private static func beginning(_ bytes: UnsafeRawBufferPointer, at start: Int) -> UInt64 {
    bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)
  }
}

extension SecretSearch.Form {
  static func all(of value: [UInt8], secret: Int) -> [Self] {
    let hex = Hexadecimal.encode(value)
    var forms = [Self(bytes: value, secret: secret, coding: .plain)]
    forms += [hex, hex.uppercased()].map { Self(bytes: Array($0.utf8), secret: secret, coding: .hexadecimal) }
    for shift in 0...2 {
      let coded = Array(Base64.encode([UInt8](repeating: 0, count: shift) + value).utf8)
      // Only letters that no neighbouring byte has a part in.
      let inner = Array(coded[[0, 2, 3][shift]..<((shift + value.count) * 8 / 6)])
      let other = inner.map {
        $0 == UInt8(ascii: "+") ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0
      }
      forms += [inner, other].map { Self(bytes: $0, secret: secret, coding: .base64) }
    }
    return forms
  }
}
