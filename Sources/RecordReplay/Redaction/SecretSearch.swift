import HTTPModel

/// Looks for many secrets at once. An answer may list thousands: looking for one after another would read it thousands
/// of times.
struct SecretSearch {
  struct Form {
    let bytes: [UInt8]
    /// The secret's index.
    let secret: Int
  }

  struct Hit {
    let start: Int, length: Int
    let secret: Int
  }

  /// Sorted by bytes, without repeats: of two secrets with one form the first counts.
  private let forms: [Form]
  /// For each form the longest one that it begins with; -1 where there is none.
  private let shorter: [Int]
  /// A bit for each hash of the first eight bytes of a form.
  private var beginnings: [UInt64]

  private static let beginningBytes = 8

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
    beginnings = Array(repeating: 0, count: 1 << 12)
    for form in unique { form.bytes.withUnsafeBytes { beginnings.set(SecretSearch.hash($0, at: 0)) } }
  }

  /// The longest hit at each place where there is one, in order. They may overlap.
  private func hits(in bytes: [UInt8]) -> [Hit] {
    guard !forms.isEmpty, bytes.count >= SecretSearch.beginningBytes else { return [] }
    var hits: [Hit] = []
    bytes.withUnsafeBytes { raw in
      for start in 0...(raw.count - SecretSearch.beginningBytes)
      where beginnings.has(SecretSearch.hash(raw, at: start)) {
        if let form = longest(at: start, in: bytes) {
          hits.append(Hit(start: start, length: form.bytes.count, secret: form.secret))
        }
      }
    }
    return hits
  }

  /// The secret that stands first in the bytes.
  func firstSecret(in bytes: [UInt8]) -> Int? { hits(in: bytes).first?.secret }

  /// The same bytes with what `placeholder` gives wherever a secret stands. Of two that overlap the longer one is taken.
  func replacing(in bytes: [UInt8], by placeholder: (Int) -> [UInt8]) -> [UInt8] {
    var hits = hits(in: bytes)
    if hits.isEmpty { return bytes }
    if zip(hits, hits.dropFirst()).contains(where: { $0.start + $0.length > $1.start }) {
      hits = SecretSearch.withoutOverlaps(hits)
    }
    return Edit.apply(
      hits.map { Edit(start: $0.start, length: $0.length, bytes: placeholder($0.secret)) }, to: bytes)
  }

  private static func withoutOverlaps(_ hits: [Hit]) -> [Hit] {
    var taken: [Bool] = Array(
      repeating: false, count: (hits.last.map { $0.start } ?? 0) + (hits.map(\.length).max() ?? 0))
    let longestFirst = hits.sorted { $0.length != $1.length ? $0.length > $1.length : $0.start < $1.start }
    // None is longer than those before it, so one that overlaps another has an end in it.
    let kept = longestFirst.filter { hit in
      let end = hit.start + hit.length - 1
      if taken[hit.start] || taken[end] { return false }
      for index in hit.start...end { taken[index] = true }
      return true
    }
    return kept.sorted { $0.start < $1.start }
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

  private static func hash(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Int {
    let word = bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)
    return Int((word &* 0x9E37_79B9_7F4A_7C15) >> 46)
  }
}

extension [UInt64] {
  fileprivate mutating func set(_ bit: Int) { self[bit >> 6] |= 1 << UInt64(bit & 63) }
  fileprivate func has(_ bit: Int) -> Bool { self[bit >> 6] >> UInt64(bit & 63) & 1 == 1 }
}
