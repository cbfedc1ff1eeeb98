#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Texts of eight bytes and more, sorted, so that the longest that another text begins with is found among many.
struct SortedForms: Sendable {
  struct Found {
    let length: Int
    let secret: Int
    let coding: SecretSearch.Coding
  }

  private struct Place: Sendable {
    /// Its first eight bytes as a number that sorts as they do.
    let beginning: UInt64
    var start: Int
    let length: Int
    let secret: Int
    let coding: SecretSearch.Coding
  }

  /// Of all, one after another.
  private var bytes: [UInt8]
  /// Sorted by bytes, without repeats: of two secrets with one form the first counts.
  private var places: [Place] = []
  /// For each the longest one that it begins with; -1 where there is none.
  private var shorter: [Int] = []

  var count: Int { places.count }

  init(_ forms: [SecretSearch.Form]) {
    bytes = []
    bytes.reserveCapacity(forms.reduce(0) { $0 + $1.bytes.count })
    var places: [Place] = []
    places.reserveCapacity(forms.count)
    for form in forms {
      let beginning = form.bytes.withUnsafeBytes { UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) }
      places.append(
        Place(
          beginning: beginning, start: bytes.count, length: form.bytes.count, secret: form.secret, coding: form.coding))
      bytes += form.bytes
    }
    bytes.withUnsafeBufferPointer { bytes in
      places.sort { left, right in
        let order = SortedForms.order(left, right, bytes)
        return order == 0 ? left.secret < right.secret : order < 0
      }
    }
    take(places)
  }

  /// Both lists in one; of two with one form that of `first` counts.
  init(_ first: SortedForms, _ second: SortedForms) {
    bytes = first.bytes + second.bytes
    var places: [Place] = []
    places.reserveCapacity(first.count + second.count)
    bytes.withUnsafeBufferPointer { bytes in
      var next = 0
      for var place in second.places {
        place.start += first.bytes.count
        while next < first.count, SortedForms.order(first.places[next], place, bytes) <= 0 {
          places.append(first.places[next])
          next += 1
        }
        places.append(place)
      }
      places += first.places[next...]
    }
    take(places)
  }

  private mutating func take(_ sorted: [Place]) {
    bytes.withUnsafeBufferPointer { bytes in
      places.reserveCapacity(sorted.count)
      shorter.reserveCapacity(sorted.count)
      for place in sorted {
        if let last = places.last, SortedForms.order(last, place, bytes) == 0 { continue }
        var candidate = places.count - 1
        while candidate >= 0, !SortedForms.begins(place, with: places[candidate], bytes) {
          candidate = shorter[candidate]
        }
        places.append(place)
        shorter.append(candidate)
      }
    }
  }

  /// The longest that the text begins with, which has eight bytes at least: it is the last one before the text, or one
  /// that this begins with.
  func longest(in text: UnsafeBufferPointer<UInt8>) -> Found? {
    guard let base = text.baseAddress else { return nil }
    let beginning = UInt64(bigEndian: UnsafeRawPointer(base).loadUnaligned(as: UInt64.self))
    return bytes.withUnsafeBufferPointer { bytes in
      places.withUnsafeBufferPointer { places in
        guard let all = bytes.baseAddress else { return nil }
        var low = 0, high = places.count
        while low < high {
          let middle = (low + high) / 2, place = places[middle]
          let isBefore =
            place.beginning == beginning
            ? SortedForms.order(all + place.start, place.length, base, text.count) <= 0 : place.beginning < beginning
          if isBefore { low = middle + 1 } else { high = middle }
        }
        var candidate = low - 1
        while candidate >= 0 {
          let place = places[candidate]
          if place.length <= text.count, memcmp(all + place.start, base, place.length) == 0 {
            return Found(length: place.length, secret: place.secret, coding: place.coding)
          }
          candidate = shorter[candidate]
        }
        return nil
      }
    }
  }

  private static func begins(_ place: Place, with other: Place, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard other.beginning == place.beginning, other.length <= place.length, let base = bytes.baseAddress else {
      return false
    }
    return memcmp(base + place.start, base + other.start, other.length) == 0
  }

  /// Below zero where `left` comes first.
  private static func order(_ left: Place, _ right: Place, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    if left.beginning != right.beginning { return left.beginning < right.beginning ? -1 : 1 }
    guard let base = bytes.baseAddress else { return 0 }
    return order(base + left.start, left.length, base + right.start, right.length)
  }

  private static func order(
    _ left: UnsafePointer<UInt8>, _ leftCount: Int, _ right: UnsafePointer<UInt8>, _ rightCount: Int
  ) -> Int {
    let order = Int(memcmp(left, right, min(leftCount, rightCount)))
    return order == 0 ? leftCount - rightCount : order
  }
}
