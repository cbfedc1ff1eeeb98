import JSONModel
import QueryLanguages

/// What a definition is allowed to say, though it will not do what its writer means.
extension DefinitionParser {
  /// Says what AWS makes of a path, and what to write instead.
  func note(_ surprises: [JSONPath.Surprise], in text: String, at field: DefinitionField) {
    for surprise in surprises {
      report(
        "In '\(text)' \(surprise.kind.whatAWSDoes)", as: .readOtherwise, at: field.path, position: field.value.position,
        severity: .note)
    }
  }

  /// AWS's warning NO_DOLLAR.
  func warnOfMissingDollar(_ field: DefinitionField, in container: DefinitionPath) {
    guard let kind = DefinitionParser.expressionKind(of: field.value) else { return }
    report(
      "The value of '\(field.name)' looks like \(kind). Instead of '\(field.name)', use '\(field.name).$' to evaluate it "
        + "as \(kind) at runtime.", as: .noDollar, at: field.path, position: field.value.position,
      location: container.location, severity: .warning)
  }

  /// AWS's warning NO_PATH.
  func warnOfMissingPath(_ field: DefinitionField) {
    guard let kind = DefinitionParser.expressionKind(of: field.value) else { return }
    report(
      "The value of '\(field.name)' looks like \(kind). Instead of '\(field.name)', use '\(field.name)Path' to evaluate it "
        + "as \(kind) at runtime.", as: .noPath, at: field.path, position: field.value.position, severity: .warning)
  }

  /// AWS's warning PASS_RESULT_IS_STATIC.
  func warnOfStaticResult(_ value: JSONCursor, named name: String, of field: DefinitionField) {
    if DefinitionParser.expressionKind(of: value) != nil, name == field.name || PayloadTemplate.plainName(name) != nil {
      report(
        "The value of '\(name)' will not evaluate as a JSONPath or Intrinsic Function at runtime. Instead of 'Result', "
          + "use 'Parameters' to evaluate it as a JSONPath or Intrinsic Function at runtime.",
        as: .passResultIsStatic, at: field.path, position: value.position, severity: .warning)
    }
    for member in value.members { warnOfStaticResult(member.value, named: member.key.text, of: field) }
    for element in value.elements { warnOfStaticResult(element, named: name, of: field) }
  }

  /// What a string looks like; nil where it looks like no expression.
  private static func expressionKind(of value: JSONCursor) -> String? {
    guard let text = value.string else { return nil }
    if IntrinsicExpression.isCall(text) { return "an Intrinsic Function" }
    let isPath = text == "$" || text == "$$" || ["$.", "$[", "$$.", "$$["].contains { text.utf8.starts(with: $0.utf8) }
    return isPath ? "a JSONPath" : nil
  }
}

extension JSONPath.Surprise.Kind {
  /// A phrase that goes on after the path: `'[-1]' finds nothing on AWS`.
  var whatAWSDoes: String {
    switch self {
    case .negativeIndex(let index):
      "'[\(index)]' finds nothing on AWS, where no element has a negative index; write [(@.length\(index))]"
    case .negativeInSlice(let slice):
      "'\(slice)' does not count from the end on AWS, where only a slice of one number does; write [-2:] or [:-2]"
    case .function(let name):
      "'\(name)' is the name of a member on AWS, whose paths have no functions; write an intrinsic function such as "
        + "States.ArrayLength"
    case .doubleQuotedName(let brackets):
      "AWS takes the number out of '\(brackets)' as an index, not the name; write it in single quotes"
    case .quoteInName(let names):
      "AWS ends the name at the first quote, escaped or not, and looks for '\(names.joined(separator: "', '"))'; no path "
        + "reaches a member with a quote in its name"
    case .bracketInName:
      "AWS ends the name at ']', in quotes too, and finds an object without members; no path reaches a member with a "
        + "']' in its name"
    case .namesNotLast(let names):
      "['\(names.joined(separator: "', '"))'] fails on AWS, where a list of names can only be the last step; write a path "
        + "for each name"
    case .stepAfterDescent(let step):
      "AWS applies what follows '..\(step)' to all elements of every array, not to those of '\(step)'; write the path to "
        + "the array"
    case .doubleQuotedText(let text):
      "the double quotes are part of the text \(text) that AWS compares with; write single quotes"
    case .notEqual(let path, let value):
      "'!=' does not hold on AWS where \(path) is missing; to take those too write !\(path) || \(path) != \(value)"
    case .grouping:
      "the parentheses inside the filter mean nothing on AWS, where && always binds before ||; write it without them"
    case .literal(let text):
      "\(text) is a text on AWS, which no array and no object is equal to; compare what is in them"
    case .rootExists(let path):
      "AWS looks for \(path) in the element, not in the whole document; write it with @, or compare its value"
    case .strictOperator:
      "AWS knows no operator of three signs and compares with a text that begins with '='; write =="
    }
  }
}
