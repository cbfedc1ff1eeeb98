import HTTPModel

/// Looks for many secrets at once, as they are, in hexadecimal digits and in Base64 at each alignment. An answer may list
/// thousands: looking for one after another would read it thousands of times.
struct SecretSearch: Sendable {
  enum Coding: UInt8, Sendable { case plain, hexadecimal, base64 }

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

  /// The first eight bytes of each short form, which are asked for at each place of a text.
  private var beginnings = NumberSet()
  /// Eight bytes of each other form at each of its first four places: one of them stands where a text is asked, which is at
  /// each fourth place.
  private var windows = NumberSet()
  /// Those that came first have lower indices. Each list is at least twice as long as the next, so that few are asked and
  /// each form is moved seldom.
  private(set) var lists: [SortedForms] = []
  private var pending: [Form] = []

  static let beginningBytes = 8
  private static let step = 4

  init() {}

  init(_ forms: [Form]) {
    for form in forms { add(form) }
    settle()
  }

  /// Forms of less than eight bytes are not looked for. Found after `settle`.
  mutating func add(_ form: Form) {
    guard form.bytes.count >= SecretSearch.beginningBytes else { return }
    form.bytes.withUnsafeBytes { bytes in
      if bytes.count < SecretSearch.beginningBytes + SecretSearch.step - 1 {
        beginnings.insert(SecretSearch.beginning(bytes, at: 0))
      } else {
        for start in 0..<SecretSearch.step { windows.insert(SecretSearch.beginning(bytes, at: start)) }
      }
    }
    pending.append(form)
  }

  mutating func settle() {
    if pending.isEmpty { return }
    var list = SortedForms(pending)
    pending = []
    while let last = lists.last, last.count < 2 * list.count {
      list = SortedForms(last, list)
      lists.removeLast()
    }
    lists.append(list)
  }

  /// Whether there is a hit.
  func mayHit(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var isHit = false
    eachBeginning(in: bytes) { start in
      isHit = longest(at: start, in: bytes) != nil
      return !isHit
    }
    return isHit
  }

  /// The longest hit at each place where there is one, in order. They may overlap.
  func hits(in bytes: [UInt8]) -> [Hit] {
    var hits: [Hit] = []
    bytes.withUnsafeBufferPointer { bytes in
      eachBeginning(in: bytes) { start in
        if let hit = longest(at: start, in: bytes) { hits.append(hit) }
        return true
      }
    }
    return hits
  }

  /// Where there is a hit, or where a quote and the seven bytes behind it are in `others`, in order.
  func places(in bytes: [UInt8], orQuoted others: NumberSet) -> [Int] {
    var places: [Int] = []
    bytes.withUnsafeBufferPointer { bytes in
      eachBeginning(in: bytes) { start in
        if longest(at: start, in: bytes) != nil { places.append(start) }
        return true
      }
    }
    guard bytes.count >= SecretSearch.beginningBytes else { return places }
    let inOrder = places.count
    bytes.withUnsafeBytes { raw in
      others.withView { others in
        guard let others else { return }
        for start in raw.indices.dropLast(SecretSearch.beginningBytes - 1)
        where raw[start] == UInt8(ascii: "\"") && others.contains(SecretSearch.beginning(raw, at: start)) {
          places.append(start)
        }
      }
    }
    if places.count > inOrder { places.sort() }
    return places
  }

  /// Where a form may begin, in order; as long as `next` says so.
  private func eachBeginning(in bytes: UnsafeBufferPointer<UInt8>, _ next: (Int) -> Bool) {
    guard bytes.count >= SecretSearch.beginningBytes else { return }
    let raw = UnsafeRawBufferPointer(bytes), last = raw.count - SecretSearch.beginningBytes
    beginnings.withView { beginnings in
      windows.withView { windows in
        var start = 0
        for place in stride(from: 0, through: last, by: SecretSearch.step) {
          let isWindow = windows?.contains(SecretSearch.beginning(raw, at: place)) ?? false
          if isWindow || beginnings != nil {
            for start in start...place
            where isWindow || beginnings?.contains(SecretSearch.beginning(raw, at: start)) ?? false {
              if !next(start) { return }
            }
          }
          start = place + 1
        }
        guard let beginnings else { return }
        while start <= last {
          if beginnings.contains(SecretSearch.beginning(raw, at: start)), !next(start) { return }
          start += 1
        }
      }
    }
  }

  /// The longest form that stands at `start`; of two secrets with one form the first.
  private func longest(at start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Hit? {
    let text = UnsafeBufferPointer(rebasing: bytes[start...])
    var longest: SortedForms.Found?
    for list in lists {
      if let found = list.longest(in: text), found.length > longest?.length ?? 0 { longest = found }
    }
    return longest.map { Hit(start: start, length: $0.length, secret: $0.secret, coding: $0.coding) }
  }

  private static func beginning(_ bytes: UnsafeRawBufferPointer, at start: Int) -> UInt64 {
    bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)
  }
}
