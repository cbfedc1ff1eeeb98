import JSONModel
import QueryLanguages

/// What the functions make of the parts of responses that they are given.
extension IntrinsicFunction {
  /// Nil where what becomes of the result becomes of the argument.
  func use(ofArgument index: Int) -> Read.Use? {
    switch self {
    case .array, .jsonMerge: nil
    case .arrayGetItem, .arrayPartition: index == 0 ? .selects : .uses
    case .stringToJSON: .parses
    default: .uses
    }
  }

  /// Whether the result is a part of an argument, or what is in it, and may be used otherwise.
  var picks: Bool { [.arrayGetItem, .arrayPartition, .stringToJSON].contains(self) }

  /// Of the result. What is in a text that was parsed has the text's place before its own.
  func origin(of arguments: [TracedValue]) -> ReadOrigin {
    switch self {
    case .array: .elements(arguments.map(\.origin))
    case .stringToJSON: arguments[0].origin
    case .arrayGetItem:
      arguments.count > 1 ? arguments[1].value.int.map { arguments[0].origin.at(.index($0)) } ?? .none : .none
    case .jsonMerge:
      .members(
        arguments.prefix(2).flatMap { argument in
          (argument.value.object ?? JSONObject()).map { ($0.key, argument.origin.at(.member($0.key.text))) }
        })
    case .arrayPartition: IntrinsicFunction.partition(arguments)
    default: .none
    }
  }

  private static func partition(_ arguments: [TracedValue]) -> ReadOrigin {
    guard arguments.count > 1, let count = arguments[0].value.array?.count,
      let size = arguments[1].value.double.map({ Int(min(max($0, 1), 1e9)) })
    else { return .none }
    return .elements(
      stride(from: 0, to: count, by: size).map { start in
        .elements((start..<min(count, start + size)).map { arguments[0].origin.at(.index($0)) })
      })
  }
}
