public import JSONModel

/// A CloudFormation template in JSON, as CDK and SAM write it.
public struct Template: Sendable {
  public let document: JSONDocument

  public init(_ document: JSONDocument) { self.document = document }

  /// Whether a document looks like a template: an object with an object `Resources`.
  public static func isTemplate(_ document: JSONDocument) -> Bool { document.root["Resources"]?.kind == .object }

  /// The names of the template's own parameters, in order.
  public var parameterNames: [String] { document.root["Parameters"]?.members.map(\.key.text) ?? [] }

  /// The files that SAM would take definitions from, as the template names them, in order.
  public var definitionFiles: [String] {
    document.root["Resources"]?.members.compactMap { resource in
      guard resource.value["Type"]?.string == "AWS::Serverless::StateMachine" else { return nil }
      return resource.value["Properties"]?["DefinitionUri"]?.string
    } ?? []
  }

  /// The state machines and connections in the template, each as it would be deployed into `environment`, and what of
  /// them could not be resolved. Resources of other types are not looked at. `files` are the `definitionFiles`.
  public func resolve(
    in environment: StackEnvironment = StackEnvironment(), files: [String: JSONDocument] = [:]
  ) -> ResolvedTemplate {
    var resolver = TemplateResolver(document, environment, files)
    var machines: [ResolvedTemplate.StateMachine] = []
    var connections: [TemplateConnection] = []
    guard let resources = document.root["Resources"], resources.kind == .object else {
      resolver.problems.append(
        TemplateProblem(
          .expected("a template with an object Resources", found: document.root.kind), at: document.root.place))
      return ResolvedTemplate(stateMachines: [], connections: [], problems: resolver.problems)
    }
    for resource in resources.members {
      switch resource.value["Type"]?.string {
      case "AWS::StepFunctions::StateMachine", "AWS::Serverless::StateMachine":
        resolver.stateMachine(resource).map { machines.append($0) }
      case "AWS::Events::Connection":
        resolver.connection(resource).map { connections.append($0) }
      default: break
      }
    }
    return ResolvedTemplate(stateMachines: machines, connections: connections, problems: resolver.problems)
  }
}

/// What a template says about workflows, its references resolved.
public struct ResolvedTemplate: Sendable {
  public struct StateMachine: Sendable {
    public let logicalID: String
    /// The definition in the States Language, which the template may hold as text or as an object.
    public let definition: MappedText
    /// Of the resource.
    public let place: SourcePlace
  }

  /// In the template's order; without those whose definition could not be resolved.
  public let stateMachines: [StateMachine]
  /// In the template's order; without those that could not be resolved.
  public let connections: [TemplateConnection]
  public let problems: [TemplateProblem]

  public func stateMachine(_ logicalID: String) -> StateMachine? {
    stateMachines.first { $0.logicalID.utf8.elementsEqual(logicalID.utf8) }
  }

  /// `{ARN: Properties}`, the form in which the engine takes connections.
  public var connectionProperties: JSONValue { .object(JSONObject(connections.map { ($0.arn, $0.properties) })) }
}

/// An EventBridge connection of a template, its references resolved.
public struct TemplateConnection: Sendable {
  public let logicalID: String
  public let arn: String
  /// The resource's `Properties`. References to secrets (`{{resolve:secretsmanager:…}}`) are kept as they are.
  public let properties: JSONValue
  /// Of the resource.
  public let place: SourcePlace
}
