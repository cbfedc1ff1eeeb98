public import JSONModel

/// What in a template could not be resolved, and where.
public struct TemplateProblem: Hashable, Sendable, CustomStringConvertible {
  public enum Reason: Hashable, Sendable {
    /// Valid in CloudFormation, but not supported here yet: an intrinsic function, a property, a resource type.
    case notSupportedYet(String)
    /// `Ref` or `Fn::GetAtt` names what the template does not have, or a pseudo parameter that has no value.
    case unknownReference(String)
    /// The attribute of a resource whose value is not known before it is deployed.
    case unknownAttribute(resource: String, attribute: String)
    /// The parameter has no default, and no value was given.
    case noValue(parameter: String)
    /// The parameter's value is looked up, or is a list.
    case parameterType(parameter: String, type: String)
    /// The parameter does not allow the value.
    case value(parameter: String, rule: String)
    /// What stands between `${` and `}` of a text of `Fn::Sub` names nothing.
    case notAName(String)
    /// CloudFormation expects something else here.
    case expected(String, found: JSONKind)
    /// The state machine has neither `DefinitionString` nor `Definition`.
    case noDefinition(String)
    /// The definition is in this file, and nobody has read it.
    case definitionFile(String)
    /// The definition is longer than `limit` bytes.
    case tooLong(limit: Int)
    /// What is resolved of the template is more than `limit` bytes, each time it is used.
    case tooMuch(limit: Int)
  }

  public let reason: Reason
  public let place: SourcePlace

  public init(_ reason: Reason, at place: SourcePlace) { (self.reason, self.place) = (reason, place) }

  /// What is wrong, without the place.
  public var text: String {
    switch reason {
    case .notSupportedYet(let name): "\(name) is not supported yet"
    case .unknownReference(let name): "this template has no resource or parameter named \(name)"
    case .unknownAttribute(let resource, let attribute):
      "the attribute \(attribute) of \(resource) is not known before it is deployed"
    case .noValue(let parameter): "the parameter \(parameter) has no default and was given no value"
    case .parameterType(let parameter, let type):
      "the parameter \(parameter) is of type \(type), which has no value here"
    case .value(let parameter, let rule): "the value of the parameter \(parameter) \(rule)"
    case .notAName(let name): "${\(name)} names no parameter, resource or attribute"
    case .expected(let wanted, let found): "\(wanted) is expected here, not \(found)"
    case .noDefinition(let machine): "the state machine \(machine) has no DefinitionString and no Definition"
    case .definitionFile(let file): "the definition is in the file \(file), which is not at hand"
    case .tooLong(let limit): "the definition exceeds the limit of \(limit) bytes"
    case .tooMuch(let limit): "what is resolved of this template exceeds the limit of \(limit) bytes"
    }
  }

  /// `file:line:column: text at pointer`.
  public var description: String { "\(place): \(text)" + (place.pointer.map { " at \($0)" } ?? "") }
}
