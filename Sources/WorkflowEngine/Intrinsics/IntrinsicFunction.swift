import JSONModel

/// The intrinsic functions, without `States.`.
enum IntrinsicFunction: String, CaseIterable, Sendable {
  case format = "Format"
  case stringToJSON = "StringToJson"
  case jsonToString = "JsonToString"
  case array = "Array"
  case arrayPartition = "ArrayPartition"
  case arrayContains = "ArrayContains"
  case arrayRange = "ArrayRange"
  case arrayGetItem = "ArrayGetItem"
  case arrayLength = "ArrayLength"
  case arrayUnique = "ArrayUnique"
  case base64Encode = "Base64Encode"
  case base64Decode = "Base64Decode"
  case hash = "Hash"
  case jsonMerge = "JsonMerge"
  case mathRandom = "MathRandom"
  case mathAdd = "MathAdd"
  case stringSplit = "StringSplit"
  case uuid = "UUID"

  var name: String { "States.\(rawValue)" }

  /// How many arguments it takes.
  private var argumentCounts: ClosedRange<Int> {
    switch self {
    case .uuid: 0...0
    case .stringToJSON, .jsonToString, .arrayLength, .arrayUnique, .base64Encode, .base64Decode: 1...1
    case .arrayPartition, .arrayContains, .arrayGetItem, .hash, .mathAdd, .stringSplit: 2...2
    case .arrayRange, .jsonMerge: 3...3
    case .mathRandom: 2...3
    case .format: 1...Int.max
    case .array: 0...Int.max
    }
  }

  func apply(
    to arguments: IntrinsicArguments, random: inout SeededRandom
  ) throws(InvalidArguments) -> JSONValue {
    guard argumentCounts.contains(arguments.values.count) else { throw InvalidArguments() }
    switch self {
    case .format: return try arguments.format()
    case .stringToJSON: return try arguments.stringToJSON()
    case .jsonToString: return try arguments.jsonToString()
    case .array: return .array(arguments.values)
    case .arrayPartition: return try arguments.arrayPartition()
    case .arrayContains: return .bool(try arguments.array(0).contains(arguments.values[1]))
    case .arrayRange: return try arguments.arrayRange()
    case .arrayGetItem: return try arguments.arrayGetItem()
    case .arrayLength: return .number(try arguments.array(0).count)
    case .arrayUnique: return try arguments.arrayUnique()
    case .base64Encode: return try arguments.base64Encode()
    case .base64Decode: return try arguments.base64Decode()
    case .hash: return try arguments.hash()
    case .jsonMerge: return try arguments.jsonMerge()
    case .mathRandom: return try arguments.mathRandom(&random)
    case .mathAdd: return try arguments.mathAdd()
    case .stringSplit: return try arguments.stringSplit()
    case .uuid: return .string(random.nextUUID())
    }
  }
}

/// The function refuses its arguments: `index` is the one that does not fit, nil where it is their number.
struct InvalidArguments: Error {
  var index: Int?
}

/// The arguments of one call, evaluated. The number of them is right.
struct IntrinsicArguments {
  let values: [JSONValue]
  /// The first argument where it is a literal: `States.Format` has to see its escapes.
  let template: IntrinsicText?

  func array(_ index: Int) throws(InvalidArguments) -> [JSONValue] {
    guard let array = values[index].array else { throw InvalidArguments(index: index) }
    return array
  }

  func text(_ index: Int) throws(InvalidArguments) -> String {
    guard let text = values[index].text else { throw InvalidArguments(index: index) }
    return text
  }

  /// A text of up to 10,000 characters, which AWS counts in UTF-16.
  func shortText(_ index: Int) throws(InvalidArguments) -> String {
    let text = try text(index)
    guard text.utf16.count <= 10_000 else { throw InvalidArguments(index: index) }
    return text
  }

  func object(_ index: Int) throws(InvalidArguments) -> JSONObject {
    guard let object = values[index].object else { throw InvalidArguments(index: index) }
    return object
  }

  /// An integer of 32 bits; a fraction is cut off, as AWS does for all but `States.MathAdd`.
  func integer(_ index: Int) throws(InvalidArguments) -> Int {
    try integer(index) { $0.rounded(.towardZero) }
  }

  func integer(_ index: Int, rounding: (Double) -> Double) throws(InvalidArguments) -> Int {
    guard let number = values[index].number, let int = Int32(exactly: rounding(number.double)) else {
      throw InvalidArguments(index: index)
    }
    return Int(int)
  }
}
