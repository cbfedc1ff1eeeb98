import JSONModel

/// What `Ref` and `Fn::GetAtt` give of the resources that tasks name most. AWS makes a name up where the template gives
/// none; here it is the logical ID.
extension TemplateResolver {
  private indirect enum Form {
    case name
    /// What stands for the name in the last part is `*`.
    case arn(String, String)
    /// Of a service that has no regions: no region and no account.
    case globalARN(String, String)
    case queueURL
  }

  private struct Forms {
    /// The property that gives the name.
    let name: String
    let ref: Form
    var attributes: [String: Form] = [:]
  }

  /// Nil for a type that is not among these; an attribute of nil is `Ref`.
  func known(_ attribute: String?, of resource: JSONCursor, named logicalID: String) -> String? {
    guard let type = resource["Type"]?.string, let forms = TemplateResolver.forms[type] else { return nil }
    let name = resource["Properties"]?[forms.name]?.string ?? logicalID
    return (attribute.map { forms.attributes[$0] } ?? forms.ref).map { text(of: $0, name) }
  }

  private func text(of form: Form, _ name: String) -> String {
    func filled(_ pattern: String) -> String {
      pattern.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
        .map { String(decoding: Array($0), as: UTF8.self) }.joined(separator: name)
    }
    let (partition, region, account) = (environment.partition, environment.region, environment.account)
    return switch form {
    case .name: name
    case .arn(let service, let pattern): "arn:\(partition):\(service):\(region):\(account):\(filled(pattern))"
    case .globalARN(let service, let pattern): "arn:\(partition):\(service):::\(filled(pattern))"
    case .queueURL: "https://sqs.\(region).\(environment.urlSuffix)/\(account)/\(name)"
    }
  }

  private static let function = Forms(
    name: "FunctionName", ref: .name, attributes: ["Arn": .arn("lambda", "function:*")])
  private static let table = Forms(name: "TableName", ref: .name, attributes: ["Arn": .arn("dynamodb", "table/*")])

  private static let forms: [String: Forms] = [
    "AWS::Lambda::Function": function, "AWS::Serverless::Function": function,
    "AWS::DynamoDB::Table": table, "AWS::Serverless::SimpleTable": table,
    "AWS::SQS::Queue": Forms(
      name: "QueueName", ref: .queueURL,
      attributes: ["Arn": .arn("sqs", "*"), "QueueName": .name, "QueueUrl": .queueURL]),
    "AWS::SNS::Topic": Forms(
      name: "TopicName", ref: .arn("sns", "*"), attributes: ["TopicArn": .arn("sns", "*"), "TopicName": .name]),
    "AWS::S3::Bucket": Forms(name: "BucketName", ref: .name, attributes: ["Arn": .globalARN("s3", "*")]),
    "AWS::Events::EventBus": Forms(
      name: "Name", ref: .name, attributes: ["Arn": .arn("events", "event-bus/*"), "Name": .name]),
    "AWS::StepFunctions::Activity": Forms(
      name: "Name", ref: .arn("states", "activity:*"), attributes: ["Arn": .arn("states", "activity:*"), "Name": .name]),
    "AWS::ECS::Cluster": Forms(name: "ClusterName", ref: .name, attributes: ["Arn": .arn("ecs", "cluster/*")]),
    "AWS::ECS::TaskDefinition": Forms(name: "Family", ref: .arn("ecs", "task-definition/*:1")),
    "AWS::Batch::JobQueue": Forms(
      name: "JobQueueName", ref: .arn("batch", "job-queue/*"), attributes: ["JobQueueArn": .arn("batch", "job-queue/*")]
    ),
    "AWS::Batch::JobDefinition": Forms(name: "JobDefinitionName", ref: .arn("batch", "job-definition/*:1")),
    "AWS::Glue::Job": Forms(name: "Name", ref: .name),
  ]
}
