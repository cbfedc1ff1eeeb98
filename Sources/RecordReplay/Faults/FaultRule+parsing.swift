import Clocks
import HTTPModel
import JSONModel

/// What is wrong with the text of a fault.
public struct FaultSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
  public let text: String
  /// From 1, in bytes of the text.
  public let column: Int
  public let reason: String

  public var description: String { "'\(text)', column \(column): \(reason)" }
}

extension FaultRule {
  public init(parsing text: String) throws(FaultSyntaxError) {
    var parser = FaultParser(text)
    self = try parser.rule()
  }
}

/// Reads the text of one fault from its end to its beginning: paths may hold a colon, faults hold none.
private struct FaultParser {
  let text: String
  let bytes: [UInt8]

  private static let names = ["reset", "timeout", "truncated", "refused", "status", "latency"]
  /// More bytes or requests than that are a slip.
  private static let largest = 1_000_000_000
  private static let longestDelay = Duration.seconds(86_400)

  init(_ text: String) { (self.text, bytes) = (text, Array(text.utf8)) }

  mutating func rule() throws(FaultSyntaxError) -> FaultRule {
    guard let colon = bytes.lastIndex(of: UInt8(ascii: ":")) else {
      throw error(bytes.count, "':' and a fault are missing, as in \(example)")
    }
    let fault = try fault(colon + 1..<bytes.count)
    var occurrences = 1...Int.max
    var end = colon
    if let hash = bytes[..<colon].lastIndex(of: UInt8(ascii: "#")) {
      occurrences = try self.occurrences(hash + 1..<colon)
      end = hash
    }
    let slash = bytes[..<end].firstIndex(of: UInt8(ascii: "/")) ?? end
    let api = string(0..<slash)
    guard api == "*" || API.isName(api) else { throw error(0, "'\(api)' is not the name of an API, or *") }
    var method: HTTPMethod?
    var path: [[UInt8]?]?
    var operation: String?
    if slash < end, api != "*", let name = operationName(slash + 1..<end) {
      operation = name
    } else if slash < end {
      let next = bytes[(slash + 1)..<end].firstIndex(of: UInt8(ascii: "/")) ?? end
      method = try self.method(slash + 1..<next)
      if next < end { path = try self.path(next..<end) }
    }
    return FaultRule(
      text, api: api == "*" ? nil : api, method: method, path: path, operation: operation, occurrences: occurrences,
      fault: fault)
  }

  private let example = "keygen/POST/v1/accounts/{id}/licenses#2:reset@120"

  // MARK: Which requests

  /// What is not in capitals and has no path behind it.
  private func operationName(_ range: Range<Int>) -> String? {
    let isName = bytes[range].allSatisfy { byte in
      switch byte {
      case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
      default: false
      }
    }
    return isName && bytes[range].contains { (97...122).contains($0) } ? string(range) : nil
  }

  private func method(_ range: Range<Int>) throws(FaultSyntaxError) -> HTTPMethod? {
    let name = string(range)
    if name == "*" { return nil }
    let isMethod = !name.isEmpty && name.utf8.allSatisfy { (65...90).contains($0) || $0 == UInt8(ascii: "-") }
    if isMethod { return HTTPMethod(rawValue: name) }
    throw error(
      range.lowerBound, "'\(name)' is not a method in upper case, or *; a path follows the method: \(example)")
  }

  private func path(_ range: Range<Int>) throws(FaultSyntaxError) -> [[UInt8]?] {
    if let mark = bytes[range].firstIndex(of: UInt8(ascii: "?")) {
      throw error(mark, "a path has no query here; requests are told apart by #N")
    }
    return bytes[range].split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst().map {
      let isOpen = $0.count > 2 && $0.first == UInt8(ascii: "{") && $0.last == UInt8(ascii: "}")
      return isOpen ? nil : PercentEncoding.decoded($0)
    }
  }

  private func occurrences(_ range: Range<Int>) throws(FaultSyntaxError) -> ClosedRange<Int> {
    let hyphen = bytes[range].firstIndex(of: UInt8(ascii: "-"))
    let first = try number(range.lowerBound..<(hyphen ?? range.upperBound), "a number from 1, like #2, #2-4 or #2-")
    if first == 0 { throw error(range.lowerBound, "requests are counted from 1") }
    guard let hyphen else { return first...first }
    if hyphen + 1 == range.upperBound { return first...Int.max }
    let last = try number(hyphen + 1..<range.upperBound, "a number like 4 in #2-4")
    if last < first { throw error(hyphen + 1, "\(last) comes before \(first)") }
    return first...last
  }

  // MARK: The fault

  private func fault(_ range: Range<Int>) throws(FaultSyntaxError) -> Fault {
    var fault = Fault()
    var start = range.lowerBound
    while start <= range.upperBound {
      let end = bytes[start..<range.upperBound].firstIndex(of: UInt8(ascii: ",")) ?? range.upperBound
      try add(start..<end, to: &fault)
      start = end + 1
    }
    return fault
  }

  private func add(_ range: Range<Int>, to fault: inout Fault) throws(FaultSyntaxError) {
    let sign = bytes[range].firstIndex { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "=") } ?? range.upperBound
    let name = string(range.lowerBound..<sign)
    let value = min(sign + 1, range.upperBound)..<range.upperBound
    let isSet = sign < range.upperBound && bytes[sign] == UInt8(ascii: "=")
    let isAt = sign < range.upperBound && bytes[sign] == UInt8(ascii: "@")
    if name == "retry-after", isSet {
      guard case .status(let status, nil) = fault.effect else {
        throw error(range.lowerBound, "retry-after follows a status, once: status=429,retry-after=2")
      }
      fault.effect = .status(status, retryAfter: try number(value, "seconds, like retry-after=2"))
      return
    }
    if name == "latency", isSet {
      guard let delay = Duration(text: string(value)), delay > .zero, delay <= FaultParser.longestDelay else {
        throw error(value.lowerBound, "'\(string(value))' is not a time up to a day, like 300ms or 2s")
      }
      if fault.delay > .zero { throw error(range.lowerBound, "latency is given more than once") }
      fault.delay = delay
      return
    }
    let effect: Fault.Effect
    switch (name, isSet, isAt) {
    case ("refused", false, false): effect = .failure(.refused)
    case ("reset", false, false): effect = .failure(.reset)
    case ("timeout", false, false): effect = .failure(.timeout)
    case ("reset", false, true): effect = .cut(.reset, afterBytes: try count(value))
    case ("timeout", false, true): effect = .cut(.timeout, afterBytes: try count(value))
    case ("truncated", false, true): effect = .cut(.truncated, afterBytes: try count(value))
    case ("status", true, false):
      let status = try number(value, "a status from 200 to 599, like status=429")
      guard (200...599).contains(status) else { throw error(value.lowerBound, "\(status) is not from 200 to 599") }
      effect = .status(status, retryAfter: nil)
    default: throw unknown(name, at: range)
    }
    if fault.effect != nil { throw error(range.lowerBound, "a request can have one of these only; give two --fault") }
    fault.effect = effect
  }

  private func unknown(_ name: String, at range: Range<Int>) -> FaultSyntaxError {
    let forms =
      "reset[@BYTES], timeout[@BYTES], truncated@BYTES, refused, status=CODE[,retry-after=SECONDS], latency=300ms"
    let near = FaultParser.names.contains(name) ? nil : Suggestion.closest(to: name, in: FaultParser.names)
    return error(
      range.lowerBound, "'\(string(range))' is not a fault; one of \(forms)\(Suggestion.hint(near))")
  }

  private func count(_ range: Range<Int>) throws(FaultSyntaxError) -> Int {
    try number(range, "a number of bytes, like reset@120")
  }

  // MARK: Text

  private func number(_ range: Range<Int>, _ wanted: String) throws(FaultSyntaxError) -> Int {
    let digits = bytes[range]
    guard !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }) else {
      throw error(range.lowerBound, "'\(string(range))' is not \(wanted)")
    }
    guard let number = Int(string(range)), number <= FaultParser.largest else {
      throw error(range.lowerBound, "\(string(range)) exceeds the limit of \(FaultParser.largest)")
    }
    return number
  }

  private func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private func error(_ index: Int, _ reason: String) -> FaultSyntaxError {
    FaultSyntaxError(text: text, column: index + 1, reason: reason)
  }
}
