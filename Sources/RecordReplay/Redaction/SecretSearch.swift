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

  /// Eight bytes of each long form at each of its first eight places: one of them stands where a text is asked, which is
  /// at each eighth place.
  private var windows = NumberSet()
  /// Of the others, which are few, four bytes at each of the first four places, asked for at each fourth one.
  private var halves = NumberSet()
  /// The first eight bytes of each form, asked for where a form may be.
  private var beginnings = NumberSet()
  /// Those that came first have lower indices. Each list is at least twice as long as the next, so that few are asked and
  /// each form is moved seldom.
  private(set) var lists: [SortedForms] = []
  private var pending: [Form] = []

  static let beginningBytes = 8
  private static let step = 8, halfStep = 4

  init() {}

  init(_ forms: [Form]) {
    for form in forms { add(form) }
    settle()
  }

  /// Forms of less than eight bytes are not looked for. Found after `settle`.
  mutating func add(_ form: Form) {
    guard form.bytes.count >= SecretSearch.beginningBytes else { return }
    form.bytes.withUnsafeBytes { bytes in
      beginnings.insert(SecretSearch.beginning(bytes, at: 0))
      if bytes.count < SecretSearch.beginningBytes + SecretSearch.step - 1 {
        for start in 0..<SecretSearch.halfStep { halves.insert(SecretSearch.half(bytes, at: start)) }
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
    let lists = lists
    eachBeginning(in: bytes) { start in
      isHit = Self.longest(of: lists, at: start, in: bytes) != nil
      return !isHit
    }
    return isHit
  }

  /// The longest hit at each place where there is one, in order. They may overlap.
  func hits(in bytes: [UInt8]) -> [Hit] {
    var hits: [Hit] = []
    let lists = lists
    bytes.withUnsafeBufferPointer { bytes in
      eachBeginning(in: bytes) { start in
        if let hit = Self.longest(of: lists, at: start, in: bytes) { hits.append(hit) }
        return true
      }
    }
    return hits
  }

  /// Where there is a hit, in order.
  func places(in bytes: [UInt8]) -> [Int] {
    var places: [Int] = []
    let lists = lists
    bytes.withUnsafeBufferPointer { bytes in
      eachBeginning(in: bytes) { start in
        if Self.longest(of: lists, at: start, in: bytes) != nil { places.append(start) }
        return true
      }
    }
    return places
  }

  /// Where a form may begin, in order; as long as `next` says so.
  private func eachBeginning(in bytes: UnsafeBufferPointer<UInt8>, _ next: (Int) -> Bool) {
    guard bytes.count >= SecretSearch.beginningBytes else { return }
    let raw = UnsafeRawBufferPointer(bytes), last = raw.count - SecretSearch.beginningBytes
    windows.withView { windows in
      guard halves.count > 0 else {
        guard let windows else { return }
        for place in stride(from: 0, through: last, by: SecretSearch.step)
        where windows.contains(SecretSearch.beginning(raw, at: place)) {
          for start in max(0, place - SecretSearch.step + 1)...place
          where beginnings.contains(SecretSearch.beginning(raw, at: start)) {
            if !next(start) { return }
          }
        }
        return
      }
      eachBeginning(in: raw, last, windows, next)
    }
  }

  /// The same where there are short forms.
  private func eachBeginning(
    in raw: UnsafeRawBufferPointer, _ last: Int, _ windows: NumberSet.View?, _ next: (Int) -> Bool
  ) {
    let step = SecretSearch.halfStep
    halves.withView { halves in
      var isWindow = false
      for place in stride(from: 0, through: last + step - 1, by: step) {
        // The window at an eighth place tells of this and of the fourth one before it.
        if place == 0 || !place.isMultiple(of: SecretSearch.step) {
          let window = place == 0 ? 0 : place + step
          isWindow = window <= last && windows?.contains(SecretSearch.beginning(raw, at: window)) ?? false
        }
        guard isWindow || halves?.contains(SecretSearch.half(raw, at: place)) ?? false else { continue }
        for start in max(0, place - step + 1)...min(place, last)
        where beginnings.contains(SecretSearch.beginning(raw, at: start)) {
          if !next(start) { return }
        }
      }
    }
  }

  /// The longest form that stands at `start`; of two secrets with one form the first.
  private static func longest(
    of lists: [SortedForms], at start: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Hit? {
    let text = UnsafeBufferPointer(rebasing: bytes[start...])
    var longest: SortedForms.Found?
    for index in lists.indices {
      if let found = lists[index].longest(in: text), found.length > longest?.length ?? 0 { longest = found }
    }
    return longest.map { Hit(start: start, length: $0.length, secret: $0.secret, coding: $0.coding) }
  }

  private static func beginning(_ bytes: UnsafeRawBufferPointer, at start: Int) -> UInt64 {
    bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)
  }

  private static func half(_ bytes: UnsafeRawBufferPointer, at start: Int) -> UInt64 {
    UInt64(bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self))
  }
}
