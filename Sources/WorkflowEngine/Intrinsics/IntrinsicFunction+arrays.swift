import JSONModel

/// The functions over arrays, objects and numbers.
extension IntrinsicArguments {
  func arrayPartition() throws(InvalidArguments) -> JSONValue {
    let array = try array(0)
    let size = try integer(1)
    guard size > 0 else { throw InvalidArguments(index: 1) }
    return .array(
      stride(from: 0, to: array.count, by: size).map { .array(Array(array[$0..<min(array.count, $0 + size)])) })
  }

  /// Both ends included; at most 1,000 elements.
  func arrayRange() throws(InvalidArguments) -> JSONValue {
    let (first, last, step) = (try integer(0), try integer(1), try integer(2))
    guard step != 0 else { throw InvalidArguments(index: 2) }
    guard (last - first) / step < 1_000 else { throw InvalidArguments(index: 1) }
    return .array(stride(from: first, through: last, by: step).map { .number($0) })
  }

  func arrayGetItem() throws(InvalidArguments) -> JSONValue {
    let array = try array(0)
    let index = try integer(1)
    guard array.indices.contains(index) else { throw InvalidArguments(index: 1) }
    return array[index]
  }

  /// Each value once, in the place of its first.
  func arrayUnique() throws(InvalidArguments) -> JSONValue {
    var seen: Set<JSONValue> = []
    return .array(try array(0).filter { seen.insert($0).inserted })
  }

  /// Shallow only: AWS takes nothing but `false` for the third argument.
  func jsonMerge() throws(InvalidArguments) -> JSONValue {
    let (left, right) = (try object(0), try object(1))
    guard values[2] == false else { throw InvalidArguments(index: 2) }
    return .object(JSONObject(left.members + right.members).withoutRepeatedKeys)
  }

  /// Rounds each argument, halves upwards, and then adds. The sum has 32 bits too.
  func mathAdd() throws(InvalidArguments) -> JSONValue {
    func rounded(_ number: Double) -> Double {
      let below = number.rounded(.down)
      return number - below >= 0.5 ? below + 1 : below
    }
    let sum = try integer(0, rounding: rounded) + integer(1, rounding: rounded)
    guard Int32(exactly: sum) != nil else { throw InvalidArguments() }
    return .number(sum)
  }

  /// From the first number up to and without the second. With a third, the seed, always the same number; AWS's own
  /// choice for a seed is not known.
  func mathRandom(_ random: inout SeededRandom) throws(InvalidArguments) -> JSONValue {
    let (start, end) = (try integer(0), try integer(1))
    guard start < end else { throw InvalidArguments(index: 1) }
    let span = UInt32(end - start)
    if values.count == 2 { return .number(start + Int(random.next(below: span))) }
    var seeded = SeededRandom(seed: UInt64(bitPattern: Int64(try integer(2))))
    return .number(start + Int(seeded.next(below: span)))
  }
}
