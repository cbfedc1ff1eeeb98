public import Clocks
public import JSONModel

/// One event of an execution's history, as `GetExecutionHistory` has it.
public struct HistoryEvent: Hashable, Sendable {
  /// A member of the event's details.
  struct Detail: Hashable, Sendable {
    enum Value: Hashable, Sendable {
      case text(String)
      case number(Int)
      /// JSON, which stands there as text.
      case json(JSONValue)
      /// The same, followed by `NAMEDetails`, which says that it is whole.
      case payload(JSONValue)
      case object(JSONValue)
    }
    let name: String
    let value: Value

    init(_ name: String, _ value: Value) {
      self.name = name
      self.value = value
    }
  }

  /// From 1 upwards.
  public let id: Int
  /// The event that led here; 0 for the first, for the first state entered and for an execution that timed out.
  public let previousID: Int
  public let time: Instant
  /// AWS's name for what happened: `TaskStateEntered`.
  public let type: String
  /// Nil where AWS has no details for the type.
  let details: [Detail]?

  init(id: Int, previousID: Int, time: Instant, type: String, details: [Detail]?) {
    self.id = id
    self.previousID = previousID
    self.time = time
    self.type = type
    self.details = details
  }

  /// The state that was entered or exited; nil for every other event.
  public var stateName: String? {
    guard case .text(let name) = details?.first(where: { $0.name == "name" })?.value else { return nil }
    return name
  }

  private var detailsName: String {
    if type.hasSuffix("StateEntered") { return "stateEnteredEventDetails" }
    if type.hasSuffix("StateExited") { return "stateExitedEventDetails" }
    return type.prefix(1).lowercased() + type.dropFirst() + "EventDetails"
  }

  /// The event as the AWS CLI prints it, members in the service model's order.
  public func json() -> JSONValue {
    var event: [(String, JSONValue)] = [
      ("timestamp", .string(time.text(.microsecondsWithOffset))), ("type", .string(type)), ("id", .number(id)),
      ("previousEventId", .number(previousID)),
    ]
    if let details { event.append((detailsName, .object(JSONObject(details.flatMap(\.members))))) }
    return .object(JSONObject(event))
  }
}

extension HistoryEvent.Detail {
  fileprivate var members: [(String, JSONValue)] {
    switch value {
    case .text(let text): [(name, .string(text))]
    case .number(let number): [(name, .number(number))]
    case .json(let json): [(name, .string(json.text()))]
    case .payload(let json): [(name, .string(json.text())), ("\(name)Details", ["truncated": false])]
    case .object(let json): [(name, json)]
    }
  }
}
